using Streams.Schemas.Alerts;
using Streams.Schemas.Events;

namespace Streams.Topologies.Correlate.Storms;

/// <summary>What is known of one rule's storms.</summary>
public sealed class StormState
{
    /// <summary>The version of this form.</summary>
    public int Form { get; set; } = Newest;

    /// <summary>The latest times at which alerts of the rule opened, in order; no more than decide.</summary>
    public List<Timestamp> Opened { get; set; } = [];

    /// <summary>The alert of the storm that goes on, as it stands; null: there is none.</summary>
    public Alert? Alert { get; set; }

    /// <summary>The alert of the storm before.</summary>
    public string? Previous { get; set; }

    /// <summary>Whether the alert says more than was written of it.</summary>
    public bool HasGrown { get; set; }

    /// <summary>The event time by which it was written.</summary>
    public Timestamp WrittenAt { get; set; }

    /// <summary>How long growth waits after that.</summary>
    public long Wait { get; set; } = Pace.First;

    internal const int Newest = 0;

    /// <summary>Remembers when an alert opened.</summary>
    /// <param name="time">The event time.</param>
    /// <param name="most">How many decide.</param>
    /// <param name="window">What is older than this before the newest decides no more, nanoseconds.</param>
    internal void Open(Timestamp time, int most, long window)
    {
        var at = Opened.BinarySearch(time);
        Opened.Insert(at < 0 ? ~at : at, time);
        var old = Opened.FindIndex(t => t >= Opened[^1] - window);
        Opened.RemoveRange(0, Math.Max(old, Opened.Count - most));
    }

    /// <summary>Whether as many as decide have opened in the window before a time. Times that come late count as the newest: old ones do not pass by.</summary>
    internal bool IsOver(Timestamp time, int most, long window) => Opened.Count >= most && Opened[^most] >= time - window;
}
