namespace Streams.Host.Running;

/// <summary>The directory of this process's state: nobody else on the machine may look into it.</summary>
internal static class StateFolder
{
    private const UnixFileMode Ours = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Makes it, or closes one that is there; one that is another user's (a volume whose group is ours) stays as it is.</summary>
    public static void Close(string directory)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(directory);
            return;
        }

        Directory.CreateDirectory(directory, Ours);
        try
        {
            if ((File.GetUnixFileMode(directory) & ~Ours) != 0)
            {
                File.SetUnixFileMode(directory, Ours);
            }
        }
        catch (UnauthorizedAccessException)
        {
            // Whoever owns it says who may look.
        }
    }
}
