using System.Text.Json.Nodes;
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
