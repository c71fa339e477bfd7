using Streams.Models.Registry;
using Streams.Models.Scoring;
using Streams.Schemas.Events;
using Streams.Schemas.Parsing;
using Streams.Schemas.Watermarks;
using Streams.Topologies.Correlate;
using Streams.Topologies.Counts;
using Streams.Topologies.Entities;
using Streams.Topologies.Normalise;
using Streams.Topologies.Observe;
using Streams.Topologies.Rules;
using Streams.Topologies.State;
using Streams.Topologies.Time;

namespace Streams.Topologies.Offline;

/// <summary>
/// The same stages without Kafka, in virtual time: one partition a source, one of B, one of C. Deterministic. For <c>replay</c>, rule tests and unit tests.
/// </summary>
public sealed class OfflinePipeline
{
    private const long TickInterval = 500 * Timestamp.Millisecond;
    private readonly Dictionary<EventSource, NormaliseStage> _normalise = [];
    private readonly ObserveStage _observe;
    private readonly CorrelateStage _correlate;
    private readonly OfflineOutput _output;
    private readonly PipelineOptions _options;
    private Timestamp _clock = Timestamp.Unknown;
    private Timestamp _nextTick = Timestamp.Unknown;

    /// <param name="plan">The rules.</param>
    /// <param name="options">The options of all stages.</param>
    /// <param name="sources">The sources that are replayed.</param>
    /// <param name="models">The models by name.</param>
    /// <param name="results">Where results go.</param>
    /// <param name="windows">The models over windows of features; null: none.</param>
    public OfflinePipeline(
        RulePlan plan,
        PipelineOptions options,
        IEnumerable<EventSource> sources,
        IReadOnlyDictionary<string, INameScorer> models,
        IOfflineResults results,
        ModelRegistry? windows = null
    )
        : this(RuleRegistry.Of(plan), options, sources, models, results, windows) { }

    /// <param name="registry">The rules, through time.</param>
    /// <param name="options">The options of all stages.</param>
    /// <param name="sources">The sources that are replayed.</param>
    /// <param name="models">The models by name.</param>
    /// <param name="results">Where results go.</param>
    /// <param name="windows">The models over windows of features; null: none.</param>
    public OfflinePipeline(
        RuleRegistry registry,
        PipelineOptions options,
        IEnumerable<EventSource> sources,
        IReadOnlyDictionary<string, INameScorer> models,
        IOfflineResults results,
        ModelRegistry? windows = null
    )
    {
        _options = options;
        var origins = sources.Distinct().ToDictionary(s => $"raw.{s.Name()}-0", s => s);
        var shape = new PipelineShape(origins, 1);
        _output = new OfflineOutput(results, options.Normalise.Redactor());
        _observe = new ObserveStage(registry, options.Observe, shape, models, ObserveState.Volatile(), _output, windows);
        _correlate = new CorrelateStage(
            registry,
            options.Normalise.Time,
            options.Normalise.Cluster,
            shape,
            CorrelateState.Volatile(),
            _output,
            options.Storm,
            options.Groups
        );
        _output.Observe = _observe;
        _output.Correlate = _correlate;
        var table = new EntityTable(origins.Where(o => EntityTable.IsTeacher(o.Value)).Select(o => o.Key), options.Entities, origins.Keys);
        foreach (var (origin, source) in origins)
        {
            var state = new NormaliseState(
                new MemoryState<PartsOfLine>(),
                new RecordBuffer(new MemoryState<BufferedRecord>()),
                new MemoryState<NodeTrack>(),
                new NormaliseCounts()
            );
            _normalise.Add(source, new NormaliseStage(source, origin, registry, options.Normalise, table, state, _output));
        }
    }

    /// <summary>Where everything went; the replay's own heartbeats are not counted.</summary>
    public PipelineCounts Counts
    {
        get
        {
            var sum = new NormaliseCounts();
            foreach (var stage in _normalise.Values)
            {
                sum.Add(stage.Counts);
            }

            return new PipelineCounts(sum, _observe.Counts, _correlate.Counts);
        }
    }

    /// <summary>Where a source's elements went.</summary>
    public NormaliseCounts CountsOf(EventSource source) => _normalise[source].Counts;

    /// <summary>The virtual time: what results now is appended then.</summary>
    public Timestamp Clock { get; private set; } = Timestamp.Unknown;

    /// <summary>Takes in a record; records come in the order of their append time.</summary>
    public void Process(EventSource source, in RawRecord record, in Provenance provenance)
    {
        AdvanceTo(record.AppendTime);
        _normalise[source].Process(record, provenance);
    }

    /// <summary>Lets the virtual clock go on until everything has been concluded.</summary>
    public void Complete()
    {
        if (!_clock.IsKnown)
        {
            return;
        }

        var end = _clock + TimeOptions.Nanos(_options.Normalise.Time.Timeout) + TimeOptions.Nanos(_options.Drain);
        Tick(_clock);
        Tick(end);
        Tick(end);
    }

    private void AdvanceTo(Timestamp append)
    {
        if (!_clock.IsKnown)
        {
            _nextTick = append + TickInterval;
        }

        while (append >= _nextTick)
        {
            Tick(_nextTick);
            _nextTick += append - _nextTick > 600 * Timestamp.Second ? append - _nextTick - TickInterval : TickInterval;
        }

        _clock = append;
    }

    private void Tick(Timestamp now)
    {
        Clock = now;
        foreach (var stage in _normalise.Values)
        {
            stage.EndOfLog(now - 1);
            var mark = stage.Watermark();
            var vector = new WatermarkVector(mark.Origin, [mark]);
            _observe.Process(vector);
            _correlate.Process(vector, static _ => true);
        }

        _correlate.Process(_observe.Forward(0), static _ => true);
    }
}
