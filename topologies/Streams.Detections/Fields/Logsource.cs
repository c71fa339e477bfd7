using Streams.Schemas.Events;

namespace Streams.Detections.Fields;

/// <summary>The events a rule looks at: sources, and a predicate on type and program.</summary>
public sealed class Logsource
{
    private readonly Func<ParsedEvent, bool>? _predicate;
    private readonly EventSource[] _sources;

    internal Logsource(string text, EventSource[] sources, Func<ParsedEvent, bool>? predicate)
    {
        (Text, _sources, _predicate) = (text, sources, predicate);
    }

    /// <summary>As the rule wrote it: <c>category/product/service</c>.</summary>
    public string Text { get; }

    /// <summary>The sources whose events it may accept; empty where the product is none of ours.</summary>
    public IReadOnlyList<EventSource> Sources => _sources;

    internal bool MayBe(EventSource source) => Array.IndexOf(_sources, source) >= 0;

    internal bool Accepts(ParsedEvent parsed) => MayBe(parsed.Source) && (_predicate is null || _predicate(parsed));
}
