namespace Streams.Models.Training.Export;

/// <summary>A file of an export is there whole or as it was: a process that dies in the middle costs nobody the verdicts that he wrote.</summary>
internal static class ExportFile
{
    /// <summary>Begins to write an export into a folder: without its manifest nobody reads it, until the last file is written. Windows of one export under the labels of another would teach attacks as ordinary.</summary>
    public static void Begin(string folder)
    {
        Directory.CreateDirectory(folder);
        File.Delete(Path.Combine(folder, ExportManifest.File));
    }

    /// <summary>Replaces a file.</summary>
    public static async Task WriteAsync(string folder, string name, ReadOnlyMemory<byte> bytes)
    {
        var path = Path.Combine(folder, name);
        var fresh = $"{path}.part";
        await File.WriteAllBytesAsync(fresh, bytes).ConfigureAwait(false);
        File.Move(fresh, path, overwrite: true);
    }
}
