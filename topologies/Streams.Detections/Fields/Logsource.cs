using Streams.Schemas.Events;

namespace Streams.Detections.Fields;

/// <summary>The events a rule looks at: sources, and a predicate on type and program.</summary>
public sealed class Logsource
{
    private readonly string?[] _names;
    private readonly LogsourceRow? _row;

    internal Logsource(string?[] names, LogsourceRow? row)
    {
        (_names, _row) = (names, row);
        Text = string.Join('/', names.Select(n => n ?? "*"));
    }

    /// <summary>As the rule wrote it: <c>category/product/service</c>.</summary>
    public string Text { get; }

    /// <summary>The sources whose events it may accept; empty where the product is none of ours.</summary>
    public IReadOnlyList<EventSource> Sources => _row?.Sources ?? [];

    /// <summary>Those of them that must have been heard before it can be said that no event came.</summary>
    public IReadOnlyList<EventSource> Proving => _row?.Proving ?? [];

    /// <summary>Whether the rule names none of category, product and service.</summary>
    public bool IsEmpty => Array.TrueForAll(_names, string.IsNullOrEmpty);

    /// <summary>Whether this names all that the other names, alike.</summary>
    internal bool IsWithin(Logsource other) =>
        _names.Zip(other._names).All(pair => pair.Second is null || string.Equals(pair.First, pair.Second, StringComparison.OrdinalIgnoreCase));

    internal bool MayBe(EventSource source) => _row is not null && Array.IndexOf(_row.Sources, source) >= 0;

    internal bool Accepts(ParsedEvent parsed) => MayBe(parsed.Source) && _row!.Accepts(parsed); // MayBe saw it
}
