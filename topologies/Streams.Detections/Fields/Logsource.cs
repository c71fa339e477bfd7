using Streams.Schemas.Events;

namespace Streams.Detections.Fields;

/// <summary>The events a rule looks at: sources, and a predicate on type and program.</summary>
public sealed class Logsource
{
    private readonly Func<ParsedEvent, bool>? _predicate;
    private readonly EventSource[] _sources;

    private readonly string?[] _names;

    internal Logsource(string?[] names, EventSource[] sources, Func<ParsedEvent, bool>? predicate)
    {
        (_names, _sources, _predicate) = (names, sources, predicate);
        Text = string.Join('/', names.Select(n => n ?? "*"));
    }

    /// <summary>As the rule wrote it: <c>category/product/service</c>.</summary>
    public string Text { get; }

    /// <summary>The sources whose events it may accept; empty where the product is none of ours.</summary>
    public IReadOnlyList<EventSource> Sources => _sources;

    /// <summary>Whether the rule names none of category, product and service.</summary>
    public bool IsEmpty => Array.TrueForAll(_names, string.IsNullOrEmpty);

    /// <summary>Whether this names all that the other names, alike.</summary>
    internal bool IsWithin(Logsource other) => _names.Zip(other._names).All(pair => pair.Second is null || string.Equals(pair.First, pair.Second, StringComparison.OrdinalIgnoreCase));

    internal bool MayBe(EventSource source) => Array.IndexOf(_sources, source) >= 0;

    internal bool Accepts(ParsedEvent parsed) => MayBe(parsed.Source) && (_predicate is null || _predicate(parsed));
}
