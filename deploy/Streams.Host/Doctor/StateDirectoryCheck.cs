namespace Streams.Host.Doctor;

/// <summary>The state directory: there or can be made, can be written, has room.</summary>
internal sealed class StateDirectoryCheck(string directory) : IDoctorCheck
{
    private const long LeastFree = 1L << 30;

    public string Name => "state directory";

    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancel)
    {
        var full = Path.GetFullPath(directory);
        try
        {
            Directory.CreateDirectory(full);
            var probe = Path.Combine(full, ".doctor");
            await File.WriteAllTextAsync(probe, "", cancel).ConfigureAwait(false);
            File.Delete(probe);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [Finding.Failure(Name, $"{full} cannot be written: {e.Message}", "give the service's user a directory of its own (state.directory)")];
        }

        var free = new DriveInfo(full).AvailableFreeSpace;
        return free < LeastFree
            ? [Finding.Warning(Name, $"{full} has {free >> 20} MiB free", "give it 1 GiB or more")]
            : [Finding.Ok(Name, $"{full} can be written, {free >> 30} GiB free")];
    }
}
