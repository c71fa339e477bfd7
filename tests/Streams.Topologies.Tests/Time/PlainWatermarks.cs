using Streams.Schemas.Events;
using Streams.Schemas.Watermarks;
using Streams.Topologies.Time;

namespace Streams.Topologies.Tests.Time;

/// <summary>What design §4 says of watermarks, worked out from everything that was ever told: the reference for <see cref="WatermarkState"/>.</summary>
internal sealed class PlainWatermarks(PipelineShape shape, TimeOptions options, bool observe)
{
    private readonly List<(string Upstream, OriginMark Mark)> _told = [];
    private readonly Dictionary<EventSource, Timestamp> _reached = [];

    public void Merge(WatermarkVector vector)
    {
        if (
            !shape.Origins.ContainsKey(vector.Upstream)
            && !(observe && Enumerable.Range(0, shape.ObservePartitions).Select(PipelineShape.Observe).Contains(vector.Upstream))
        )
        {
            return;
        }

        _told.AddRange(vector.Origins.Select(o => (vector.Upstream, o)));
        foreach (var source in vector.Origins.Select(o => o.Source).Distinct())
        {
            _reached[source] = Timestamp.Max(Progress(source), Least(source, (upstream, origin) => Of(upstream, origin, source)));
        }
    }

    public Timestamp Progress(EventSource source) => _reached.GetValueOrDefault(source, Timestamp.Unknown);

    public Timestamp Frontier(EventSource source) => Least(source, FrontierOf);

    public bool HasProof(EventSource source, string? node, Timestamp time)
    {
        var ends = _told
            .Where(t => t.Mark.Source == source)
            .SelectMany(t => t.Mark.Nodes)
            .Where(n => n.Segments.Count > 0 && (node is null || n.Node == node))
            .GroupBy(n => n.Node)
            .Select(g => g.SelectMany(n => n.Segments).Max(s => s.Until))
            .ToArray();
        var needed = time + Nanos(LatenessOf(source));
        var silent = ends.Where(e => e < needed && (node is not null || e > time - Nanos(options.Timeout)));
        return !silent.Any() && ends.Any(e => e >= needed);
    }

    private static long Nanos(TimeSpan span) => span.Ticks * 100;

    private TimeSpan LatenessOf(EventSource source) => options.Lateness.TryGetValue(source, out var its) ? its : options.DefaultLateness;

    private Timestamp Least(EventSource source, Func<string, string, Timestamp> of)
    {
        var origins = shape.Origins.Where(o => o.Value == source).Select(o => o.Key).ToArray();
        var speakers = observe ? Enumerable.Range(0, shape.ObservePartitions).Select(PipelineShape.Observe).ToArray() : [];
        return origins.Length == 0 ? Timestamp.Unknown : origins.Min(o => speakers.Append(o).Min(s => of(s, o)));
    }

    private OriginMark[] MarksOf(string upstream, string origin) =>
        [.. _told.Where(t => t.Upstream == upstream && t.Mark.Origin == origin).Select(t => t.Mark)];

    private Timestamp FrontierOf(string upstream, string origin) =>
        MarksOf(upstream, origin) is { Length: > 0 } marks ? marks.Max(m => m.Frontier) : Timestamp.Unknown;

    private Timestamp Of(string upstream, string origin, EventSource source)
    {
        var frontier = FrontierOf(upstream, origin);
        if (!frontier.IsKnown)
        {
            return frontier;
        }

        var idle = frontier - Nanos(options.Timeout);
        var live = MarksOf(upstream, origin)
            .SelectMany(m => m.Nodes)
            .GroupBy(n => n.Node)
            .Where(g => g.Max(n => n.LastAppend) > idle)
            .Select(g => g.Max(n => n.Highest))
            .ToArray();
        return live.Length == 0 ? idle : Timestamp.Max(live.Min() - Nanos(LatenessOf(source)), idle);
    }
}
