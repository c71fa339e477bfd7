using Streams.Schemas.Alerts;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;
using Streams.Schemas.Explanations;
using Streams.Topologies.Correlate.Signals;

namespace Streams.Topologies.Correlate;

/// <summary>An alert in the making. The same signals in the same order give the same draft.</summary>
internal sealed class AlertDraft
{
    private PackedSignal? _counted;
    private EventKey _restored = new(0, "");

    /// <summary>See <see cref="Alert.Id"/>.</summary>
    public required string Id { get; set; }

    /// <summary>The values of the group, joined; empty: of no group.</summary>
    public required string Group { get; init; }

    /// <summary>The completing event's time.</summary>
    public required Timestamp Time { get; set; }

    public required Timestamp FirstSeen { get; set; }

    public required Timestamp LastSeen { get; set; }

    /// <summary>The last time anything of the group kept it open.</summary>
    public required Timestamp LastActivity { get; set; }

    /// <summary>See <see cref="Alert.RuleSet"/>.</summary>
    public string RuleSet { get; set; } = "";

    public long Count { get; set; }

    /// <summary>The time of the last event counted.</summary>
    public Timestamp CountedTime { get; set; } = Timestamp.Unknown;

    /// <summary>The last event counted.</summary>
    public EventKey Counted
    {
        get => _counted?.Event ?? _restored;
        init => _restored = value;
    }

    public EntitySet Entities { get; init; } = new();

    /// <summary>The distinct values of each entity.</summary>
    public EntityTally Values { get; init; } = new();

    public EvidenceList Evidence { get; init; } = new();

    /// <summary>The values that are new or rare, where stage B finds them: the first ones.</summary>
    public List<string> NewValues { get; init; } = [];

    /// <summary>See <see cref="Alert.Previous"/>.</summary>
    public string? Previous { get; set; }

    /// <summary>What was measured when it fired last; null: the number of events.</summary>
    public double? Measure { get; set; }

    /// <summary>A bit for each source.</summary>
    public int Sources { get; set; }

    public double? Score { get; set; }

    public string? Model { get; set; }

    /// <summary>See <see cref="Alert.Explanation"/>.</summary>
    public Explanation? Explanation { get; set; }

    /// <summary>Whether it is known to have been written.</summary>
    public bool IsWritten { get; set; }

    /// <summary>A draft of its own with the same contents.</summary>
    public AlertDraft Copy() =>
        new()
        {
            Id = Id,
            Group = Group,
            Time = Time,
            FirstSeen = FirstSeen,
            LastSeen = LastSeen,
            LastActivity = LastActivity,
            Count = Count,
            CountedTime = CountedTime,
            _counted = _counted,
            _restored = _restored,
            Entities = Entities.Copy(),
            Values = Values.Copy(),
            Evidence = Evidence.Copy(),
            NewValues = [.. NewValues],
            Previous = Previous,
            Measure = Measure,
            Sources = Sources,
            Score = Score,
            Model = Model,
            Explanation = Explanation,
            IsWritten = IsWritten,
            RuleSet = RuleSet,
        };

    /// <summary>Whether a signal comes after the last one counted: a window's firings overlap.</summary>
    public bool IsNew(PackedSignal signal) =>
        signal.Time > CountedTime
        || (
            signal.Time == CountedTime
            && !ReferenceEquals(signal, _counted)
            && (_counted is not null ? signal.CompareAtOneTime(_counted) > 0 : signal.Event != Counted && !Evidence.Has(signal))
        );

    /// <summary>All up to a signal have been counted.</summary>
    public void CountedTo(PackedSignal signal) => (CountedTime, _counted) = (signal.Time, signal);

    /// <summary>Adds what a signal says, once.</summary>
    public void Add(PackedSignal signal)
    {
        if (signal.Time <= LastSeen && Evidence.Has(signal))
        {
            return;
        }

        Count += signal.Repeated;
        FirstSeen = Timestamp.Min(FirstSeen, signal.Time);
        LastSeen = Timestamp.Max(LastSeen, signal.Time);
        Sources |= 1 << (int)signal.Source;
        if (Values.Add(signal) is { } entities)
        {
            Entities.Fill(entities);
        }

        Evidence.Add(signal);
        Weigh(signal);
    }

    /// <summary>A value that is new or rare has been found.</summary>
    public void AddNew(string value)
    {
        if (NewValues.Count < EntityValues.Most && !NewValues.Contains(value))
        {
            NewValues.Add(value);
        }
    }

    /// <summary>The greatest score stands, with its explanation: what stage B judged before what it only measured.</summary>
    private void Weigh(PackedSignal signal)
    {
        var (score, model) = signal.Score;
        var explanation = signal.Explanation;
        if (score is { } number && (explanation is not null, number).CompareTo((Explanation is not null, Score ?? double.MinValue)) > 0)
        {
            (Score, Model, Explanation) = (score, model, explanation);
        }
        else if (score is null && explanation is not null)
        {
            Explanation = explanation;
        }
    }
}
