namespace Streams.Engine.Hosting;

/// <summary>
/// What a later version wrote and this program has met, kept in the state directory: read at the next start, before the process joins its groups.
/// A process that joined, met it and ended again and again would stop the others each time.
/// </summary>
/// <param name="directory">The state directory.</param>
public sealed class MetLater(string directory)
{
    private static readonly Lock Writing = new();
    private readonly string _file = Path.Combine(directory, "later");

    /// <summary>Keeps it. Where that fails the next start meets it once more.</summary>
    /// <param name="program">Which build met it.</param>
    /// <param name="reason">What it was, with the mend.</param>
    public void Note(string program, string reason)
    {
        try
        {
            lock (Writing)
            {
                // Whole or not at all: another thread may be ending the process for the same reason.
                File.WriteAllLines(_file + ".new", [program, reason.ReplaceLineEndings(" ")]);
                File.Move(_file + ".new", _file, overwrite: true);
            }
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            // A full disk; the reason is told all the same.
        }
    }

    /// <summary>What this build has met; null where it met nothing, or another build did.</summary>
    public string? Read(string program) => File.Exists(_file) && File.ReadAllLines(_file) is [var by, var reason, ..] && by == program ? reason : null;

    /// <summary>The next start tries again.</summary>
    public void Forget() => File.Delete(_file);
}
