using System.Globalization;
using Streams.Models.Habits;
using Streams.Models.Registry;
using Streams.Schemas.Behaviours;
using Streams.Schemas.Events;
using Streams.Schemas.Signals;
using Streams.Topologies.Rules;
using Streams.Topologies.Time;

namespace Streams.Topologies.Observe.Habits;

/// <summary>
/// Judges every behaviour when the watermark has passed it, in the order of (time, id), counts it into the windows of features, and tells the correlations of kind <c>habit</c> of what was surprising.
/// All of a cluster's behaviours come to one task, so that what others do is known, and the same for any number of partitions.
/// </summary>
internal sealed class HabitFeature
{
    /// <summary>The most behaviours of a lane that wait for the watermark, and the most bytes: beyond it the oldest are judged early.</summary>
    private const int MaxBuffered = 100_000;
    private const long MaxBufferedBytes = 128L << 20;
    private const char Separator = HabitRecords.Separator;

    private readonly IHabitStore? _store;
    private readonly StageCounts _counts;
    private readonly IObserveOutput _output;
    private readonly HabitMemory _memory;
    private readonly WindowScores _scores;
    private readonly ToldTimes _told;
    private readonly BehaviourBatches _batches;
    private readonly HabitLane _principals;
    private readonly HabitLane _workloads;
    private readonly HabitLane[] _lanes;
    private long _forgotten;

    /// <param name="options">How surprise is measured.</param>
    /// <param name="store">Where habits are kept; null: they live as long as the process.</param>
    /// <param name="counts">What came in.</param>
    /// <param name="output">Where findings go.</param>
    /// <param name="models">The models over windows.</param>
    /// <param name="labels">What has been said of alerts.</param>
    /// <param name="unread">The sources that the pipeline does not read.</param>
    public HabitFeature(
        HabitOptions options,
        IHabitStore? store,
        StageCounts counts,
        IObserveOutput output,
        ModelRegistry models,
        LabelRegistry labels,
        IReadOnlyList<EventSource> unread
    )
    {
        var isKept = store is not null;
        (_store, _counts, _output) = (store, counts, output);
        _memory = new HabitMemory(options, isKept);
        _scores = new WindowScores(models, _memory.SinceOf, output);
        _batches = new BehaviourBatches(isKept);
        var parts = new HabitParts(options, _memory, labels, Quarantine, output, unread, isKept);
        (_told, _principals, _workloads) = (parts.Told, HabitLane.Principals(parts), HabitLane.Workloads(parts));
        _lanes = [_principals, _workloads];
    }

    /// <summary>What is held back from learning.</summary>
    public QuarantineCounts Quarantine { get; } = new();

    /// <summary>Takes in what was kept.</summary>
    public void Restored()
    {
        if (_store is null)
        {
            return;
        }

        (string[] Key, byte[] Value)[] records = [.. _store.Load().Select(r => (r.Key.Split(Separator, 5), r.Value))];
        _memory.Load(records);
        foreach (var (key, value) in records.Where(r => r.Key[0] == HabitLane.HorizonRecord))
        {
            LaneNamed(key[1]).RestoreHorizon(value);
        }

        foreach (var (key, value) in records.OrderBy(r => string.Join(Separator, r.Key), StringComparer.Ordinal))
        {
            Restore(key, value);
        }
    }

    /// <summary>The correlations that are loaded now.</summary>
    public void Follow(IReadOnlyDictionary<CorrelationHash, ActiveRule> habits)
    {
        _scores.Follow(habits);
        foreach (var lane in _lanes)
        {
            lane.Findings.Follow(habits);
        }
    }

    /// <summary>Takes in a behaviour; one that the watermark has passed is judged at once.</summary>
    public void Add(Behaviour behaviour)
    {
        _counts.In++;
        if (behaviour.Class == Behaviour.RollOut)
        {
            _memory.Of(behaviour.Cluster).RollOut(behaviour.Entity, behaviour.Time, behaviour.Value);
            return;
        }

        if ((uint)behaviour.Class >= HabitClasses.All.Count)
        {
            _counts.Unknown++;
            return;
        }

        var lane = LaneOf(behaviour);
        if (behaviour.Time <= lane.Horizon)
        {
            _counts.Late++;
            lane.Judge(behaviour);
            return;
        }

        lane.Queue.Add(behaviour, _batches.Add(behaviour));
        while ((lane.Queue.Count > MaxBuffered || lane.Queue.Bytes > MaxBufferedBytes) && lane.Queue.TryTake(Timestamp.Never, out var oldest, out var batch))
        {
            _counts.Overflow++;
            _batches.Taken(batch);
            lane.Judge(oldest);
        }
    }

    /// <summary>Judges what the watermark has passed, and closes windows.</summary>
    /// <param name="progressOf">The least progress of sources; <see cref="Timestamp.Unknown"/> where one of them is not known.</param>
    public void Advance(Func<IReadOnlyList<EventSource>, Timestamp> progressOf)
    {
        foreach (var lane in _lanes)
        {
            Advance(lane, progressOf(lane.Sources));
            lane.Settle(lane.Horizon);
            lane.Surprises.Advance(lane.Horizon);
        }

        if (Timestamp.Min(_principals.Horizon, _workloads.Horizon) is { IsKnown: true } judged)
        {
            _told.Forget(judged - SurpriseMemory.Lasts);
        }

        var forgotten = _memory.Forgotten + _principals.Forgotten + _workloads.Forgotten;
        _counts.Forgotten += forgotten - _forgotten;
        _forgotten = forgotten;
    }

    /// <summary>Writes what has changed.</summary>
    public void Flush()
    {
        if (_store is null)
        {
            return;
        }

        _memory.Flush(_store);
        _told.Flush(_store);
        foreach (var lane in _lanes)
        {
            lane.Flush(_store);
        }

        _batches.Flush(_store);
    }

    private void Restore(string[] key, byte[] value)
    {
        switch (key[0])
        {
            case HabitLane.PaneRecord:
                LaneNamed(key[1]).RestorePane(key[2], key[3], key[4], value);
                break;
            case BehaviourBatches.Record:
                _batches.Restore(key[1], value, Wait);
                break;
            case ToldTimes.Record:
                _told.Restore(string.Join(Separator, key), value);
                break;
            case HeldKey.Record:
                LaneNamed(HabitLane.NameOf((HabitAspect)int.Parse(key[3], CultureInfo.InvariantCulture))).Quarantine.Restore(value);
                break;
            case SurpriseMemory.Record:
                var lane = LaneOf(SurpriseMemory.Read(value).Behaviour);
                lane.Findings.Restore(lane.Surprises.Restore(value), lane.Horizon);
                break;
        }
    }

    private HabitLane LaneNamed(string name) => Array.Find(_lanes, lane => lane.Name == name) ?? throw new InvalidDataException($"no lane '{name}' of habits");

    private HabitLane LaneOf(Behaviour behaviour) => HabitLane.NameOf(behaviour) == _principals.Name ? _principals : _workloads;

    private void Wait(Behaviour behaviour, BehaviourBatch batch)
    {
        var lane = LaneOf(behaviour);
        if (behaviour.Time > lane.Horizon)
        {
            lane.Queue.Add(behaviour, batch);
        }
    }

    private void Advance(HabitLane lane, Timestamp progress)
    {
        if (!progress.IsKnown || progress <= lane.Horizon)
        {
            return;
        }

        while (lane.Queue.TryTake(progress, out var behaviour, out var batch))
        {
            _batches.Taken(batch);
            lane.JudgeInOrder(behaviour);
        }

        foreach (var window in lane.Windows.Close(progress))
        {
            _output.Features(window.Row);
            _scores.Judge(window);
        }

        lane.MoveTo(progress);
    }
}
