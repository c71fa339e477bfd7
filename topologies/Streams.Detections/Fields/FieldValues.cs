using System.Collections.Frozen;
using Streams.Detections.Yaml;
using Streams.Schemas.Events;
using YamlDotNet.RepresentationModel;

namespace Streams.Detections.Fields;

/// <summary>Fields that have some values and no others, and values that are mistaken for others: the part <c>values</c> of the table.</summary>
internal sealed class FieldValues
{
    private const string AnySource = "any";
    private readonly FrozenDictionary<(EventSource?, string), FrozenSet<string>> _closed;
    private readonly FrozenDictionary<(EventSource?, string), FrozenDictionary<string, string>> _mistaken;

    /// <param name="map">By source, or <c>any</c>: fields, with a list of all their values, or a map of mistaken ones and what is meant.</param>
    public FieldValues(YamlMappingNode map)
    {
        var rows = map
            .Children.SelectMany(source =>
                ((YamlMappingNode)source.Value).Children.Select(field =>
                    (Key: (source.Key() == AnySource ? (EventSource?)null : FieldCatalogue.SourceOf(source.Key()), field.Key()), field.Value)
                )
            )
            .ToArray();
        _closed = rows.Where(r => r.Value is YamlSequenceNode)
            .ToFrozenDictionary(r => r.Key, r => ((YamlSequenceNode)r.Value).Select(v => $"{v}").ToFrozenSet(StringComparer.OrdinalIgnoreCase));
        _mistaken = rows.Where(r => r.Value is YamlMappingNode)
            .ToFrozenDictionary(
                r => r.Key,
                r => ((YamlMappingNode)r.Value).Children.ToFrozenDictionary(v => v.Key(), v => $"{v.Value}", StringComparer.OrdinalIgnoreCase)
            );
    }

    /// <summary>What to write instead of a value that a field never has, as the end of a message; null: it may have it, as one with wildcards may.</summary>
    public string? Wrong(IReadOnlyList<EventSource> sources, string field, string value)
    {
        if (value.AsSpan().ContainsAny("*?") || value is "" or "null" || sources.Count != 1)
        {
            return null;
        }

        foreach (var key in ((EventSource?, string)[])[(sources[0], field), (null, field)])
        {
            if (_mistaken.TryGetValue(key, out var meant) && meant.TryGetValue(value, out var instead))
            {
                return $": write '{instead}'";
            }

            if (_closed.TryGetValue(key, out var closed) && !closed.Contains(value))
            {
                return NearMiss.Suggest(value, closed) is { Length: > 0 } near ? near : $": {string.Join(", ", closed.Order(StringComparer.Ordinal))}";
            }
        }

        return null;
    }
}
