namespace Streams.Models.Training.Export;

/// <summary>A file of an export is there whole or as it was: a process that dies in the middle costs nobody the verdicts that he wrote.</summary>
internal static class ExportFile
{
    /// <summary>Replaces a file.</summary>
    public static async Task WriteAsync(string folder, string name, ReadOnlyMemory<byte> bytes)
    {
        var path = Path.Combine(folder, name);
        var fresh = $"{path}.part";
        await File.WriteAllBytesAsync(fresh, bytes).ConfigureAwait(false);
        File.Move(fresh, path, overwrite: true);
    }
}
