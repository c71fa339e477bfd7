using System.Diagnostics;

namespace Streams.Host.StateCopies;

/// <summary>How long something is waited for, by a clock that is never set.</summary>
internal readonly struct Deadline(TimeSpan patience)
{
    private readonly long _begun = Stopwatch.GetTimestamp();

    /// <summary>Whether it was waited for as long.</summary>
    public bool IsOver => Stopwatch.GetElapsedTime(_begun) > patience;
}
