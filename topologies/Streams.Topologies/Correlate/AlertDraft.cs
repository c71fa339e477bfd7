using Streams.Schemas.Alerts;
using Streams.Schemas.Entities;
using Streams.Schemas.Signals;

namespace Streams.Topologies.Correlate;

/// <summary>An alert in the making. The same signals in the same order give the same draft.</summary>
internal sealed class AlertDraft
{
    /// <summary>See <see cref="Alert.Id"/>.</summary>
    public required string Id { get; set; }

    /// <summary>The completing event's time.</summary>
    public required long Time { get; set; }

    public required long FirstSeen { get; set; }

    public required long LastSeen { get; set; }

    /// <summary>The last time anything of the group kept it open.</summary>
    public required long LastActivity { get; set; }

    /// <summary>See <see cref="Alert.RuleSet"/>.</summary>
    public string RuleSet { get; set; } = "";

    public long Count { get; set; }

    /// <summary>The time of the last event counted.</summary>
    public long CountedTime { get; set; } = long.MinValue;

    /// <summary>The id of the last event counted.</summary>
    public string CountedId { get; set; } = "";

    public EntitySet Entities { get; init; } = new();

    public List<Evidence> Evidence { get; init; } = [];

    /// <summary>A bit for each source.</summary>
    public int Sources { get; set; }

    public double? Score { get; set; }

    public string? Model { get; set; }

    /// <summary>Whether it is known to have been written.</summary>
    public bool IsWritten { get; set; }

    /// <summary>A draft of its own with the same contents.</summary>
    public AlertDraft Copy() => new()
    {
        Id = Id,
        Time = Time,
        FirstSeen = FirstSeen,
        LastSeen = LastSeen,
        LastActivity = LastActivity,
        Count = Count,
        CountedTime = CountedTime,
        CountedId = CountedId,
        Entities = Entities.Copy(),
        Evidence = [.. Evidence],
        Sources = Sources,
        Score = Score,
        Model = Model,
        IsWritten = IsWritten,
        RuleSet = RuleSet,
    };

    /// <summary>Whether a signal comes after the last one counted: a window's firings overlap.</summary>
    public bool IsNew(Signal signal) =>
        signal.Time > CountedTime || (signal.Time == CountedTime && string.CompareOrdinal(signal.Evidence.EventId, CountedId) > 0);

    /// <summary>Adds what a signal says, once.</summary>
    public void Add(Signal signal)
    {
        if (signal.Time <= LastSeen && IsKnown(signal.Evidence))
        {
            return;
        }

        Count++;
        FirstSeen = Math.Min(FirstSeen, signal.Time);
        LastSeen = Math.Max(LastSeen, signal.Time);
        Sources |= 1 << (int)signal.Evidence.Source;
        Entities.Fill(signal.Entities);
        if (Evidence.Count < Alert.MaxEvidence)
        {
            Evidence.Add(signal.Evidence);
        }

        if (signal.Score > (Score ?? double.MinValue))
        {
            (Score, Model) = (signal.Score, signal.Model);
        }
    }

    private bool IsKnown(Evidence evidence)
    {
        foreach (var known in Evidence)
        {
            if (known.Time == evidence.Time && known.EventId == evidence.EventId)
            {
                return true;
            }
        }

        return false;
    }
}
