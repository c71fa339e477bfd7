using System.Text;
using Streams.Connectors.Files.Recordings;
using Streams.EndToEnd.Tests.Support;
using Streams.Host.Rules;
using Streams.Models.Scoring;
using Streams.Schemas.Alerts;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;
using Streams.Schemas.Watermarks;
using Streams.Topologies.Binding;
using Streams.Topologies.Entities;
using Streams.Topologies.Offline;
using Streams.Topologies.Repartition;
using Streams.Topologies.Rules;
using Streams.Topologies.Time;

namespace Streams.EndToEnd.Tests.Bound;

/// <summary>
/// The stages as the service binds them to partitions, each task with a store that outlives it, over topics in memory and in virtual time.
/// What a restart or a move of the state does to alerts shows here without a Kafka.
/// </summary>
internal sealed class BoundPipeline
{
    private const long Beat = Timestamp.Second;
    private static readonly KeyValuePair<string, byte[]>[] ClockHeader = [new(WatermarkVector.ClockHeader, [1])];
    private readonly RuleRegistry _registry = RuleRegistry.Of(Shipped.Rules);
    private readonly IReadOnlyDictionary<string, INameScorer> _models = ModelLibrary.Load();
    private readonly PipelineOptions _options = new();
    private readonly TopicNames _topics = new();
    private readonly Dictionary<EventSource, BoundTask> _normalise = [];
    private readonly List<BoundRecord> _facts = [];
    private readonly Queue<BoundRecord> _sent = new();
    private BoundTask[] _observe;
    private BoundTask[] _correlate;
    private EntityTable _table = null!; // made by Start
    private Timestamp _clock;
    private Timestamp _nextBeat;

    /// <param name="observations">Partitions of B.</param>
    /// <param name="signals">Partitions of C.</param>
    public BoundPipeline(int observations, int signals)
    {
        var partitions = Partitions(observations, signals);
        foreach (var (source, topic) in _topics.Raw)
        {
            _normalise.Add(source, new BoundTask(topic, 0, new BoundStore(), partitions, _sent.Enqueue));
        }

        _observe = Tasks(_topics.Observations, Nothing(observations), partitions);
        _correlate = Tasks(_topics.Signals, Nothing(signals), partitions);
        Start();
    }

    /// <summary>The last state of every alert.</summary>
    public FinalAlerts Alerts { get; } = new();

    /// <summary>The ids of alerts in the order in which they were opened.</summary>
    public List<string> Opened { get; } = [];

    /// <summary>Takes in lines, in the order of their append times.</summary>
    public void Process(IEnumerable<RecordedLine> lines)
    {
        foreach (var line in lines)
        {
            AdvanceTo(line.AppendTime);
            _normalise[line.Source]
                .Process(new BoundRecord("", 0, [], line.Value, [new(RecordHeaders.File, Encoding.UTF8.GetBytes(line.File))]), line.AppendTime.Milliseconds);
            Deliver();
        }
    }

    /// <summary>Lets time pass until everything has been concluded.</summary>
    public void Complete()
    {
        var end = _clock + (2 * 3600 * Timestamp.Second);
        BeatAt(_clock);
        BeatAt(end);
        BeatAt(end);
    }

    /// <summary>Every process ends behind a commit, and others go on with what was kept.</summary>
    public void Restart()
    {
        Flush();
        Start();
    }

    /// <summary>As <see cref="Restart"/>, but what B and C keep is divided among other numbers of partitions.</summary>
    public void Divide(int observations, int signals)
    {
        Flush();
        var partitions = Partitions(observations, signals);
        var observe = new ObservationPartitions(_observe.Select(t => t.Kept.All), observations);
        var correlate = new SignalPartitions(_correlate.Select(t => t.Kept.All), signals) { ForgetsObserve = true };
        _observe = Tasks(_topics.Observations, observe.Divide(), partitions);
        _correlate = Tasks(_topics.Signals, correlate.Divide(), partitions);
        foreach (var (source, task) in _normalise)
        {
            _normalise[source] = new BoundTask(task.Topic, 0, new BoundStore(task.Kept.All), partitions, _sent.Enqueue);
        }

        Start();
    }

    private void Flush()
    {
        foreach (var task in _normalise.Values.Concat(_observe).Concat(_correlate))
        {
            task.Flush();
        }

        Deliver();
        foreach (var task in _observe.Concat(_correlate))
        {
            task.Flush();
        }
    }

    private void Start()
    {
        var origins = _topics.Raw.ToDictionary(r => _topics.OriginOf(r.Value, 0, r.Key), r => r.Key);
        var shape = new PipelineShape(origins, _observe.Length) { SignalPartitions = _correlate.Length };
        _table = new EntityTable(origins.Where(o => EntityTable.IsTeacher(o.Value)).Select(o => o.Key), _options.Entities, origins.Keys);
        _facts.ForEach(Learn);
        foreach (var (source, task) in _normalise)
        {
            task.Start(context => new NormaliseBinding(
                context,
                [source],
                _topics,
                _registry,
                _options.Normalise,
                _table,
                new PipelineStatus(),
                TimeProvider.System
            ));
        }

        foreach (var task in _observe)
        {
            task.Start(context => new ObserveBinding(context, _topics, _registry, _options.Observe, shape, _models, new PipelineStatus()));
        }

        foreach (var task in _correlate)
        {
            task.Start(context => new CorrelateBinding(
                context,
                _topics,
                _registry,
                _options.Normalise,
                shape,
                new PipelineStatus(),
                _options.Storm,
                _options.Groups
            ));
        }
    }

    private static IEnumerable<KeyValuePair<byte[], byte[]>>[] Nothing(int partitions) =>
        [.. Enumerable.Repeat<IEnumerable<KeyValuePair<byte[], byte[]>>>([], partitions)];

    private Dictionary<string, int> Partitions(int observations, int signals) => new() { [_topics.Observations] = observations, [_topics.Signals] = signals };

    private BoundTask[] Tasks(string topic, IEnumerable<IEnumerable<KeyValuePair<byte[], byte[]>>> stores, Dictionary<string, int> partitions) =>
        [.. stores.Select((entries, p) => new BoundTask(topic, p, new BoundStore(entries), partitions, _sent.Enqueue))];

    private void AdvanceTo(Timestamp append)
    {
        _nextBeat = _nextBeat == default ? append : _nextBeat;
        if (append - _nextBeat > 5 * Beat)
        {
            BeatAt(_nextBeat);
            _nextBeat = append - Beat;
        }

        for (; append >= _nextBeat; _nextBeat += Beat)
        {
            BeatAt(_nextBeat);
        }

        _clock = append;
    }

    private void BeatAt(Timestamp at)
    {
        var ms = at.Milliseconds;
        foreach (var task in _normalise.Values)
        {
            task.Process(new BoundRecord("", 0, [], [], ClockHeader), ms);
            task.Tick(ms);
        }

        Deliver();
        foreach (var task in _observe.Concat(_correlate))
        {
            task.Tick(ms);
            Deliver();
        }
    }

    private void Deliver()
    {
        while (_sent.TryDequeue(out var record))
        {
            if (record.Topic == _topics.Observations)
            {
                _observe[record.Partition].Process(record, 0);
            }
            else if (record.Topic == _topics.Signals)
            {
                _correlate[record.Partition].Process(record, 0);
            }
            else if (record.Topic == _topics.Entities)
            {
                _facts.Add(record);
                Learn(record);
            }
            else if (record.Topic == _topics.Alerts)
            {
                var alert = AlertCodec.Decode(record.Value!)!; // it is the topic of alerts
                Alerts.Alert(alert);
                if (alert.Status == AlertStatus.Open)
                {
                    Opened.Add(alert.Id);
                }
            }
        }
    }

    private void Learn(BoundRecord record)
    {
        if (record.Value is null)
        {
            return;
        }

        if (record.Headers.Count > 0)
        {
            foreach (var mark in WatermarkCodec.Decode(record.Value)!.Origins) // it bears the header
            {
                _table.Asks(mark.Origin, mark.Frontier);
                if (EntityTable.IsTeacher(mark.Source))
                {
                    _table.Report(mark.Origin, mark.Frontier);
                }
            }
        }
        else
        {
            _table.Learn(EntityCodec.Decode(record.Value)!.Bounded()); // nothing else is in the topic
        }
    }
}
