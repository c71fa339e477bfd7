using System.Globalization;
using System.Text.Json;
using Streams.Models.Features;
using Streams.Models.Habits;
using Streams.Models.Registry;
using Streams.Schemas.Avro;
using Streams.Schemas.Behaviours;
using Streams.Schemas.Events;
using Streams.Topologies.Rules;
using Streams.Topologies.State;
using Streams.Topologies.Time;

namespace Streams.Topologies.Observe.Habits;

/// <summary>
/// Judges every behaviour when the watermark has passed it, in the order of (time, id), counts it into the windows of features, and tells the correlations of kind <c>habit</c> of what was surprising.
/// All of a cluster's behaviours come to one task, so that what others do is known, and the same for any number of partitions.
/// </summary>
internal sealed class HabitFeature
{
    /// <summary>Less surprising than this is not kept: it could not decide anything.</summary>
    private const double Least = 0.1;

    /// <summary>The most behaviours of a lane that wait for the watermark: beyond it the oldest are judged early.</summary>
    private const int MaxWaiting = 100_000;
    private const string Batch = "w";
    private const string Horizon = "h";
    private const string RollOut = "r";
    private const string Pane = "f";
    private const char Separator = HabitRecords.Separator;

    private readonly IHabitStore? _store;
    private readonly StageCounts _counts;
    private readonly IObserveOutput _output;
    private readonly HabitMemory _memory;
    private readonly HabitFindings _findings;
    private readonly WindowScores _scores;
    private readonly HabitLane _principals = HabitLane.Principals();
    private readonly HabitLane _workloads = HabitLane.Workloads();
    private readonly List<Behaviour> _rollOuts = [];
    private readonly List<BehaviourBatch> _done = [];
    private BehaviourBatch? _batch;
    private long _nextBatch;
    private long _forgotten;

    /// <param name="options">How surprise is measured.</param>
    /// <param name="store">Where habits are kept; null: they live as long as the process.</param>
    /// <param name="counts">What came in.</param>
    /// <param name="output">Where findings go.</param>
    /// <param name="models">The models over windows.</param>
    public HabitFeature(HabitOptions options, IHabitStore? store, StageCounts counts, IObserveOutput output, ModelBook models)
    {
        _scores = new WindowScores(models, output);
        (_store, _counts, _output) = (store, counts, output);
        _memory = new HabitMemory(options, store is not null);
        _findings = new HabitFindings(options, store is not null, output);
    }

    private HabitLane[] Lanes => [_principals, _workloads];

    /// <summary>Takes in what was kept.</summary>
    public void Restored()
    {
        if (_store is null)
        {
            return;
        }

        (string[] Key, byte[] Value)[] records = [.. _store.Load().Select(r => (r.Key.Split(Separator, 5), r.Value))];
        _memory.Load(records);
        foreach (var (key, value) in records.Where(r => r.Key[0] == Horizon))
        {
            Lanes.First(lane => lane.Name == key[1]).MoveTo(JsonSerializer.Deserialize<long>(value, StateJson.Options));
        }

        foreach (var (key, value) in records.OrderBy(r => string.Join(Separator, r.Key), StringComparer.Ordinal))
        {
            switch (key[0])
            {
                case RollOut:
                    LearnRollOut(JsonSerializer.Deserialize<Behaviour>(value, StateJson.Options)!); // written below
                    break;
                case Pane:
                    RestorePane(key, value);
                    break;
                case Batch:
                    RestoreBatch(key, value);
                    break;
                case [HabitFindings.Told]:
                    _findings.RestoreTold(string.Join(Separator, key), value);
                    break;
                case [HabitFindings.Record]:
                    _findings.Restore(value, isWork => (isWork ? _workloads : _principals).Horizon);
                    break;
            }
        }
    }

    /// <summary>The correlations that are loaded now.</summary>
    public void Follow(IReadOnlyDictionary<string, RuleLife> habits)
    {
        _findings.Follow(habits);
        _scores.Follow(habits);
    }

    /// <summary>Takes in a behaviour; one that the watermark has passed is judged at once.</summary>
    public void Add(Behaviour behaviour)
    {
        _counts.In++;
        if (behaviour.Class == Behaviour.RollOut)
        {
            LearnRollOut(behaviour);
            if (_store is not null)
            {
                _rollOuts.Add(behaviour);
            }

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
            Judge(lane, behaviour);
            return;
        }

        _batch ??= new BehaviourBatch(string.Create(CultureInfo.InvariantCulture, $"{Batch}{Separator}{_nextBatch++:D19}"));
        if (_store is not null)
        {
            _batch.Unwritten.Add(behaviour);
        }

        lane.Queue.Add(behaviour, _batch);
        if (lane.Queue.Count > MaxWaiting && lane.Queue.TryTake(long.MaxValue, out var oldest, out var batch))
        {
            _counts.Overflow++;
            Take(lane, oldest, batch);
        }
    }

    /// <summary>Judges what the watermark has passed, and closes windows.</summary>
    /// <param name="progressOf">The least progress of sources; <see cref="WatermarkState.Unknown"/> where one of them is not known.</param>
    public void Advance(Func<IReadOnlyList<EventSource>, long> progressOf)
    {
        foreach (var lane in (ReadOnlySpan<HabitLane>)[_principals, _workloads])
        {
            var progress = progressOf(lane.Sources);
            if (progress == WatermarkState.Unknown || progress <= lane.Horizon)
            {
                continue;
            }

            while (lane.Queue.TryTake(progress, out var behaviour, out var batch))
            {
                Take(lane, behaviour, batch);
            }

            foreach (var window in lane.Windows.Close(progress))
            {
                _output.Features(window.Row);
                _scores.Judge(window);
            }

            lane.MoveTo(progress);
        }

        _findings.Advance(isWork: false, _principals.Horizon);
        _findings.Advance(isWork: true, _workloads.Horizon);
        _counts.Forgotten += _memory.Forgotten - _forgotten;
        _forgotten = _memory.Forgotten;
    }

    /// <summary>Writes what has changed.</summary>
    public void Flush()
    {
        if (_store is null)
        {
            return;
        }

        _memory.Flush(_store);
        _findings.Flush(_store);
        foreach (var rollOut in _rollOuts)
        {
            _store.Put(
                $"{RollOut}{Separator}{rollOut.Cluster}{Separator}{rollOut.Entity}{Separator}{rollOut.Value}",
                JsonSerializer.SerializeToUtf8Bytes(rollOut, StateJson.Options)
            );
        }

        foreach (var lane in Lanes)
        {
            _store.Put($"{Horizon}{Separator}{lane.Name}", JsonSerializer.SerializeToUtf8Bytes(lane.Horizon, StateJson.Options));
            foreach (var (start, key, pane) in lane.Windows.TakeChanges())
            {
                _store.Put(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{Pane}{Separator}{lane.Name}{Separator}{start}{Separator}{key.Set}{Separator}{key.Cluster}{Separator}{key.Entity}"
                    ),
                    pane is null ? null : JsonSerializer.SerializeToUtf8Bytes(pane, StateJson.Options)
                );
            }
        }

        FlushBatches();
        _rollOuts.Clear();
    }

    private HabitLane LaneOf(Behaviour behaviour) => ((HabitClass)behaviour.Class).Row().Aspect == HabitAspect.Act ? _principals : _workloads;

    private void FlushBatches()
    {
        if (_batch is { Left: > 0 })
        {
            var writer = new AvroWriter();
            BehaviourCodec.Begin(writer);
            foreach (var behaviour in _batch.Unwritten)
            {
                BehaviourCodec.Add(behaviour, writer);
            }

            _store!.Put(_batch.Key, BehaviourCodec.End(writer)); // the caller has looked
            _batch.IsWritten = true;
            _batch.Unwritten.Clear();
        }

        _batch = null;
        foreach (var batch in _done)
        {
            if (batch.IsWritten && batch.Left == 0)
            {
                _store!.Put(batch.Key, null); // as above
            }
        }

        _done.Clear();
    }

    private void RestorePane(string[] key, byte[] value)
    {
        var rest = key[4].Split(Separator, 2);
        Lanes
            .First(lane => lane.Name == key[1])
            .Windows.Restore(
                long.Parse(key[2], CultureInfo.InvariantCulture),
                new FeatureKey(key[3], rest[0], rest[1]),
                JsonSerializer.Deserialize<FeaturePane>(value, StateJson.Options)!
            ); // written above
    }

    private void RestoreBatch(string[] key, byte[] value)
    {
        var batch = new BehaviourBatch($"{Batch}{Separator}{key[1]}") { IsWritten = true };
        foreach (var behaviour in BehaviourCodec.Decode(value) ?? throw new InvalidDataException("the behaviours that wait cannot be read"))
        {
            if (behaviour.Time > LaneOf(behaviour).Horizon)
            {
                LaneOf(behaviour).Queue.Add(behaviour, batch);
            }
        }

        if (batch.Left == 0)
        {
            _done.Add(batch);
        }

        _nextBatch = Math.Max(_nextBatch, long.Parse(key[1], CultureInfo.InvariantCulture) + 1);
    }

    private void LearnRollOut(Behaviour behaviour) => _memory.Of(behaviour.Cluster).RollOut(behaviour.Entity, behaviour.Time, behaviour.Value);

    private void Take(HabitLane lane, Behaviour behaviour, BehaviourBatch batch)
    {
        if (batch.Left == 0 && _store is not null)
        {
            _done.Add(batch);
        }

        Judge(lane, behaviour);
    }

    private void Judge(HabitLane lane, Behaviour behaviour)
    {
        var @class = (HabitClass)behaviour.Class;
        var surprise = _memory
            .Of(behaviour.Cluster)
            .Judge(
                new HabitSighting(behaviour.Entity, @class, behaviour.Value, behaviour.Time)
                {
                    Act = behaviour.Act,
                    IsPerson = (behaviour.Traits & BehaviourTraits.Person) != 0,
                    IsOwn = (behaviour.Traits & BehaviourTraits.Own) != 0 && @class == HabitClass.Secret,
                    Workload = behaviour.Workload,
                }
            );
        lane.Windows.Add(behaviour, surprise.Value);
        if (@class == HabitClass.Denied && surprise.Value == 0)
        {
            _findings.TriedAgain(behaviour);
        }

        if (surprise.Value >= Least)
        {
            _findings.Add(new SurprisingBehaviour(behaviour, new HabitItem(behaviour.Time, behaviour.Evidence.EventId, @class, behaviour.Value, surprise)));
        }
    }
}
