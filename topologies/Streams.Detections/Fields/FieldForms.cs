using System.Collections.Frozen;
using Streams.Detections.Yaml;
using Streams.Schemas.Events;
using YamlDotNet.RepresentationModel;

namespace Streams.Detections.Fields;

/// <summary>What the values of fields are: the part <c>forms</c> of the table.</summary>
internal sealed class FieldForms
{
    private readonly FrozenSet<string> _numbers;
    private readonly string[] _several;
    private readonly FrozenDictionary<EventSource, FrozenSet<string>> _texts;
    private readonly FrozenDictionary<EventSource, FrozenSet<string>> _single;
    private readonly FrozenDictionary<(EventSource, string), FrozenSet<string>> _together;
    private readonly FrozenDictionary<EventSource, FrozenSet<string>> _objects;
    private readonly FrozenDictionary<EventSource, FrozenSet<string>> _always;

    public FieldForms(YamlMappingNode map)
    {
        _numbers = map.Texts("numbers").ToFrozenSet(StringComparer.Ordinal);
        _several = [.. map.Texts("several")];
        _texts = BySource(map, "texts");
        _single = BySource(map, "single");
        _together = map.Map("together")!
            .Children.SelectMany(source =>
                ((YamlMappingNode)source.Value).Children.Select(field =>
                    ((FieldCatalogue.SourceOf(source.Key()), field.Key()), ((YamlSequenceNode)field.Value).Select(v => $"{v}"))
                )
            ) // the file has it
            .ToFrozenDictionary(f => f.Item1, f => f.Item2.ToFrozenSet(StringComparer.OrdinalIgnoreCase));
        _objects = BySource(map, "objects");
        _always = BySource(map, "always");
    }

    /// <summary>The fields that every event of a source has.</summary>
    public IReadOnlyCollection<string> Always(EventSource source) => Of(_always, source);

    /// <summary>Whether a canonical field is never a number.</summary>
    public bool IsText(string canonical) => !_numbers.Contains(canonical);

    /// <summary>Whether an event has one value of a canonical field at most.</summary>
    public bool IsSingle(string canonical) => !Array.Exists(_several, canonical.StartsWith);

    /// <summary>Whether a field of a source's documents is never a number.</summary>
    public bool IsText(EventSource source, string name) => Of(_texts, source).Contains(name);

    /// <summary>Whether a field of a source's documents has one value at most.</summary>
    public bool IsSingle(EventSource source, string name) => Of(_single, source).Contains(name) || Of(_texts, source).Contains(name);

    /// <summary>The values of which an event may have several at once, where it has one of all others; null: nothing is known.</summary>
    public IReadOnlySet<string>? Together(EventSource source, string name) => _together.GetValueOrDefault((source, name));

    /// <summary>Whether a field of a source's documents is an object, which has no value of its own.</summary>
    public bool IsObject(EventSource source, string name) => Of(_objects, source).Contains(name);

    private static FrozenSet<string> Of(FrozenDictionary<EventSource, FrozenSet<string>> bySource, EventSource source) =>
        bySource.GetValueOrDefault(source, FrozenSet<string>.Empty);

    private static FrozenDictionary<EventSource, FrozenSet<string>> BySource(YamlMappingNode map, string key) =>
        map.Map(key)!
            .Children.ToFrozenDictionary(
                row => FieldCatalogue.SourceOf(row.Key()),
                row => ((YamlSequenceNode)row.Value).Select(name => $"{name}").ToFrozenSet(StringComparer.Ordinal)
            ); // the file has it
}
