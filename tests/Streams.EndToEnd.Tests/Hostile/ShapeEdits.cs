using System.Text.Json;
using System.Text.Json.Nodes;
using Streams.Connectors.Files.Recordings;
using Streams.Schemas.Events;

namespace Streams.EndToEnd.Tests.Hostile;

/// <summary>The form in which records come: what a careless or hostile encoder, relay or node makes of them.</summary>
internal static class ShapeEdits
{
    private static readonly string Deep = new string('[', 3000) + new string(']', 3000);
    private static readonly string Huge = new('9', 5000);

    public static IEnumerable<Edit> All =>
        [
            Records("records with keys that look like ours", (text, _) => Parse(text) is { } record ? Dressed(record).ToJsonString() : text),
            Records("records behind a byte order mark, with numbers that are none and depths without end", (text, _) =>
                text.EndsWith('}') ? $"\ufeff{text[..^1]},\"zz\":1e999999999,\"zy\":{Huge},\"zx\":{Deep}}}\r" : text
            ),
            Records("records in a batch with hostile ones", (text, i) =>
                text.StartsWith('{') && i % 3 == 0 ? $"[{{\"kubernetes\":{{\"pod_name\":7}}}}, {text}, null, \"\\u0000\", [[]]]" : text
            ),
            Late("sensors and journals whose records come 4 seconds late", 4, EventSource.Ebpf, EventSource.Journal),
        ];

    private static Edit Records(string name, Func<string, int, string> change)
    {
        var number = 0;
        return new(name, lines => lines.Select(l => Script.Changed(l, text => change(text, number++))));
    }

    private static JsonObject? Parse(string text) => text.StartsWith('{') ? JsonNode.Parse(text) as JsonObject : null;

    /// <summary>Each member has neighbours whose names are nearly its own.</summary>
    private static JsonObject Dressed(JsonObject record)
    {
        foreach (var (name, value) in record.ToArray())
        {
            if (value is JsonObject inner)
            {
                Dressed(inner);
            }

            foreach (var like in (string[])[name.ToUpperInvariant(), name + " ", name + "\0"])
            {
                record.TryAdd(like, Other(value));
            }
        }

        return record;
    }

    /// <summary>A value of the same kind that says something else.</summary>
    private static JsonNode? Other(JsonNode? value) =>
        value?.GetValueKind() switch
        {
            JsonValueKind.String => "2001-01-01T00:00:00Z",
            JsonValueKind.Number => 1,
            JsonValueKind.True or JsonValueKind.False => true,
            JsonValueKind.Object => new JsonObject { ["name"] = "x", ["pod_name"] = "x" },
            JsonValueKind.Array => new JsonArray("x"),
            _ => null,
        };

    /// <summary>Whoever holds a node may hold its records back, within what is waited for.</summary>
    private static Edit Late(string name, int seconds, params EventSource[] sources) =>
        new(name, lines =>
            lines.Select(l => sources.Contains(l.Source) ? l with { AppendTime = l.AppendTime + (seconds * Timestamp.Second) } : l).OrderBy(l => l.AppendTime)
        );
}
