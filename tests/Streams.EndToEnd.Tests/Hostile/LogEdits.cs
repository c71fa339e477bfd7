using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Streams.Connectors.Files.Recordings;
using Streams.Schemas.Events;

namespace Streams.EndToEnd.Tests.Hostile;

/// <summary>An application writes any line, and its clients choose much of what it writes.</summary>
internal static class LogEdits
{
    public static IEnumerable<Edit> All =>
        [
            Log("application line with keys of the shipper", log =>
                log.EndsWith('}') ? log[..^1] + ", \"kubernetes\": {\"pod_name\": \"x\", \"namespace_name\": \"y\"}, \"time\": \"2001-01-01T00:00:00Z\"}" : log
            ),
            Hoisted("shipper that hoists the application's keys"),
            Log("application line with control characters", log => log.Replace("\"ua\": \"", "\"ua\": \"\\u001b[2J\\u202e", StringComparison.Ordinal)),
            Log("web client with a quote", log => log.Replace("\"ua\": \"", "\"ua\": \"\\\" 200 0 \\\"", StringComparison.Ordinal)),
            Log("application line with a status that no server answers, and a time of its own", log =>
                NumberOf("status").Replace(log, "\"status\": 1e308, \"time\": \"2001-01-01T00:00:00Z\"")
            ),
            Parted("application line that the runtime writes in parts"),
            Log("application line with a duplicate key", log => log.EndsWith('}') ? log[..^1] + ", \"msg\": \"ok\", \"ms\": 1}" : log),
        ];

    private static Edit Log(string name, Func<string, string> change) => Script.Objects(name, EventSource.Container, e =>
        {
            if (e["log"]?.GetValue<string>() is not { } log)
            {
                return false;
            }

            e["log"] = change(log);
            return true;
        });

    private static Regex NumberOf(string name) => new($"\"{name}\": \\d+");

    /// <summary>A line longer than the runtime's buffer comes in parts, and whoever fills it chooses where it is cut.</summary>
    private static Edit Parted(string name) => new(name, lines => lines.SelectMany(l => l.Source == EventSource.Container ? Parts(l) : [l]));

    private static IEnumerable<RecordedLine> Parts(RecordedLine line)
    {
        if (JsonNode.Parse(line.Value) is not JsonObject whole || whole["log"]?.GetValue<string>() is not { Length: > 40 } log)
        {
            return [line];
        }

        return [Part(line, whole, log[..20], "P"), Part(line, whole, log[20..], "F")];
    }

    private static RecordedLine Part(RecordedLine line, JsonObject whole, string log, string mark)
    {
        var part = whole.DeepClone().AsObject();
        (part["log"], part["_p"]) = (log, mark);
        return line with { Value = Encoding.UTF8.GetBytes(part.ToJsonString()) };
    }

    /// <summary>Fluent Bit with Merge_Log: what the application wrote stands beside what the shipper wrote.</summary>
    private static Edit Hoisted(string name) => Script.Objects(name, EventSource.Container, e =>
        {
            e["pod_name"] = "x";
            e["namespace"] = "y";
            e["ts"] = "2001-01-01T00:00:00Z";
            e["level"] = "info";
            e["pod"] = new JsonObject { ["name"] = "x" };
            return true;
        });
}
