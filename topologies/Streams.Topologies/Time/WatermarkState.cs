using Streams.Schemas.Events;
using Streams.Schemas.Watermarks;
using Streams.Topologies.State;

namespace Streams.Topologies.Time;

/// <summary>
/// What a receiver knows of time: kept per upstream partition, and of it two marks.
/// <para><b>Progress</b> of a source closes windows: the least over its origins of max(least over live nodes of highest event time − lateness, frontier − time-out).</para>
/// <para><b>Late</b> means event time below progress on arrival.</para>
/// </summary>
public sealed class WatermarkState
{
    private const string Own = "";
    private const long WholeEvery = 30 * Timestamp.Second;
    private const long ForgetEvery = 3_600 * Timestamp.Second;

    private readonly PipelineShape _shape;
    private readonly TimeOptions _options;
    private readonly IKeyedState<UpstreamView> _upstreams;
    private readonly Timestamp[] _progress = new Timestamp[EventSources.Count];
    private readonly string[][] _originsOf = new string[EventSources.Count][]; // by source; none where it has no raw partition
    private readonly EventSource[] _sources;
    private readonly string[] _required;
    private readonly HashSet<string> _speakers;
    private readonly Dictionary<(string Origin, string Node), NodeHeight> _told = [];
    private Timestamp _wholeAt = Timestamp.Unknown;

    /// <param name="shape">The origins.</param>
    /// <param name="options">Lateness and time-outs.</param>
    /// <param name="observe">Whether tasks of B speak as well (stage C) or the origins alone (stage B).</param>
    /// <param name="memory">What was told, kept with the task's state.</param>
    public WatermarkState(PipelineShape shape, TimeOptions options, bool observe, WatermarkMemory memory)
    {
        (_shape, _options, _upstreams) = (shape, options, memory.Upstreams);
        foreach (var source in EventSources.All)
        {
            _originsOf[(int)source] = [.. shape.Origins.Where(o => o.Value == source).Select(o => o.Key)];
        }

        _sources = [.. EventSources.All.Where(IsConfigured)];
        _required = observe ? [.. Enumerable.Range(0, shape.ObservePartitions).Select(PipelineShape.Observe)] : [];
        _speakers = [.. shape.Origins.Keys, .. _required];
        Array.Fill(_progress, Timestamp.Unknown);
        Nodes = new SourceNodes(memory.Segments, options, source => Math.Max(1, _originsOf[(int)source].Length));
    }

    /// <summary>Call after the state has been restored.</summary>
    public void Restored()
    {
        foreach (var gone in _upstreams.Keys.Where(u => u != Own && !_speakers.Contains(u)).ToArray())
        {
            _upstreams.Remove(gone);
        }

        Nodes.Restored();
        foreach (var source in _sources)
        {
            if (_upstreams.Get(Own)?.Reached is { } reached && reached.TryGetValue(source.Name(), out var progress))
            {
                _progress[(int)source] = progress;
            }

            Recompute(source);
        }
    }

    /// <summary>The nodes that each source was heard from.</summary>
    public SourceNodes Nodes { get; }

    /// <summary>The sources whose progress the last vector moved, a bit each: what waits for none of them has nothing to do.</summary>
    public int Moved { get; private set; }

    /// <summary>Whether the source has any raw partition.</summary>
    public bool IsConfigured(EventSource source) => _originsOf[(int)source].Length > 0;

    /// <summary>The progress of a source, or <see cref="Timestamp.Unknown"/>.</summary>
    public Timestamp Progress(EventSource source) => _progress[(int)source];

    /// <summary>Takes in a vector. Of what nobody waits for nothing is kept: an upstream that is none, an origin that is none or is another source's.</summary>
    public void Merge(WatermarkVector vector)
    {
        Nodes.Begin();
        Moved = 0;
        if (!_speakers.Contains(vector.Upstream))
        {
            return;
        }

        var view = _upstreams.Get(vector.Upstream) ?? new UpstreamView();
        _upstreams.Put(vector.Upstream, view);
        foreach (var mark in vector.Origins)
        {
            if (!_shape.Origins.TryGetValue(mark.Origin, out var source) || source != mark.Source)
            {
                continue;
            }

            if (!view.Origins.TryGetValue(mark.Origin, out var origin))
            {
                view.Origins.Add(mark.Origin, origin = new OriginView());
            }

            var before = origin.Frontier;
            origin.Merge(mark, 2 * _options.MaxNodes);
            if (before.IsKnown && origin.Frontier.Span(ForgetEvery) != before.Span(ForgetEvery))
            {
                origin.Forget(origin.Frontier - TimeOptions.Nanos(_options.NodeMemory));
                Nodes.Forget(mark.Source, Frontier(mark.Source));
            }

            foreach (var node in mark.Nodes)
            {
                Nodes.Merge(mark.Source, node);
            }
        }

        foreach (var mark in vector.Origins)
        {
            Recompute(mark.Source);
        }
    }

    /// <summary>The least append-time frontier over the source's origins, or <see cref="Timestamp.Unknown"/>.</summary>
    public Timestamp Frontier(EventSource source) => Least(source, static (view, _, _) => view.Frontier);

    /// <summary>The least frontier over all sources, or <see cref="Timestamp.Unknown"/>.</summary>
    public Timestamp LeastFrontier => _sources.Min(Frontier);

    /// <summary>What a task of B tells C, as its own upstream: what has changed of everything it knows, and every 30 s of the frontier the whole.</summary>
    public WatermarkVector Forward(string upstream)
    {
        if (LeastFrontier is var frontier && (!_wholeAt.IsKnown || frontier - _wholeAt >= WholeEvery))
        {
            _wholeAt = frontier;
            _told.Clear();
        }

        var origins = new List<OriginMark>();
        foreach (var told in _upstreams.Keys)
        {
            foreach (var (name, origin) in _upstreams.Get(told)!.Origins) // a listed key has a view
            {
                origins.Add(origin.ToMark(name, _told));
            }
        }

        return new WatermarkVector(upstream, origins);
    }

    private void Recompute(EventSource source)
    {
        if (Compute(source) is var progress && progress > _progress[(int)source])
        {
            _progress[(int)source] = progress;
            Moved |= 1 << (int)source;
            var own = _upstreams.Get(Own) ?? new UpstreamView();
            (own.Reached ??= new Dictionary<string, Timestamp>(StringComparer.Ordinal))[source.Name()] = progress;
            _upstreams.Put(Own, own);
        }
    }

    private Timestamp Compute(EventSource source) =>
        Least(source, static (view, options, source) => view.Progress(options.LatenessOf(source), TimeOptions.Nanos(options.Timeout)));

    private Timestamp Least(EventSource source, Func<OriginView, TimeOptions, EventSource, Timestamp> of)
    {
        if (!IsConfigured(source))
        {
            return Timestamp.Unknown;
        }

        var least = Timestamp.Never;
        foreach (var origin in _originsOf[(int)source])
        {
            least = Timestamp.Min(least, Value(origin, origin, source, of));
            foreach (var upstream in _required)
            {
                least = Timestamp.Min(least, Value(upstream, origin, source, of));
            }
        }

        return least;
    }

    private Timestamp Value(string upstream, string origin, EventSource source, Func<OriginView, TimeOptions, EventSource, Timestamp> of) =>
        _upstreams.Get(upstream) is { } view && view.Origins.TryGetValue(origin, out var mark) ? of(mark, _options, source) : Timestamp.Unknown;
}
