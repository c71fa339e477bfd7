using System.Runtime.InteropServices;

namespace Streams.Engine.Hosting;

/// <summary>
/// The one way an anomaly ends the process: a line on standard error, then libc <c>_exit</c> with 10, which means "start me again":
/// what then still hinders is waited for at the start, or refused there.
/// Nothing is flushed or committed on the way, so the broker aborts what was open.
/// </summary>
/// <remarks>
/// Streamiz' own reactions commit half a record (FAIL) or lose records (RETRY, CONTINUE): streamiz.md N2, N3, N7.
/// Safe to call from any thread; only the first call counts.
/// </remarks>
/// <param name="instead">What to do in the place of the exit; for tests. The engine then refuses every further commit.</param>
public sealed partial class ProcessEnd(Action<string>? instead = null)
{
    /// <summary>The exit code that asks a supervisor for a restart.</summary>
    public const int StartMeAgain = 10;

    private int _ended;

    /// <summary>Whether the end was called; nothing is committed after it.</summary>
    public bool Ended => Volatile.Read(ref _ended) != 0;

    /// <summary>Ends the process, saying why.</summary>
    public void End(string reason)
    {
        if (Interlocked.Exchange(ref _ended, 1) != 0)
        {
            return;
        }

        Console.Error.WriteLine($"streams: ending the process ({StartMeAgain}, start again): " + reason.ReplaceLineEndings(" "));
        Console.Error.Flush();
        if (instead is not null)
        {
            instead(reason);
            return;
        }

        Exit(StartMeAgain);
    }

    /// <summary>Ends the process and, where a test has replaced the exit, throws.</summary>
    /// <exception cref="ProcessEndedException">In tests only.</exception>
    internal ProcessEndedException Fail(string reason)
    {
        End(reason);
        return new ProcessEndedException(reason);
    }

    /// <summary>Throws where the process is already ending, so that nothing more is committed.</summary>
    internal void ThrowIfEnded()
    {
        if (Ended)
        {
            throw new ProcessEndedException("the process is ending: nothing is committed any more");
        }
    }

    [LibraryImport("libc", EntryPoint = "_exit")]
    private static partial void Exit(int code);
}
