using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Streams.Connectors.Files.Recordings;
using Streams.Schemas.Events;

namespace Streams.EndToEnd.Tests.Hostile;

/// <summary>Whoever holds a node sets its clock, and holds its records back; the brokers' time is not his.</summary>
internal static partial class ClockEdits
{
    /// <summary>What happens within the time by which clocks differ may as well have happened the other way round.</summary>
    private static readonly string[] JudgesOfOrder = ["Token of a pod read by a tool, then used with a client that its account never had"];

    public static IEnumerable<Edit> All =>
        [
            Shifted("clock of a node 1.5 seconds ahead", TimeSpan.FromSeconds(1.5)) with
            {
                Judges = JudgesOfOrder,
            },
            Shifted("clock of a node 5 seconds behind", TimeSpan.FromSeconds(-5)),
            Shifted("clock of a node an hour ahead", TimeSpan.FromHours(1)) with
            {
                Judges = JudgesOfOrder,
            },
            Late("records of a node a minute late", 60),
        ];

    /// <summary>The times that the node's own programs wrote.</summary>
    private static Edit Shifted(string name, TimeSpan by) => new(name, lines => lines.Select(l => Script.Changed(l, text => l.Source switch
                    {
                        EventSource.Ebpf => Sensor(text, by),
                        EventSource.Journal => Journal(text, by),
                        EventSource.Kernel => Written().Replace(text, m => Moved(m.Value, by), 1),
                        _ => text,
                    })));

    private static Edit Late(string name, int seconds) =>
        new(name, lines =>
            lines
                .Select(l =>
                    l.Source is EventSource.Ebpf or EventSource.Journal or EventSource.Kernel
                        ? l with
                        {
                            AppendTime = l.AppendTime + (seconds * Timestamp.Second),
                        }
                        : l
                )
                .OrderBy(l => l.AppendTime)
        );

    private static string Sensor(string text, TimeSpan by)
    {
        var row = JsonNode.Parse(text)!.AsObject(); // Falco writes nothing else
        if (row["output_fields"] is JsonObject fields && fields["evt.time"] is JsonValue time)
        {
            fields["evt.time"] = time.GetValue<long>() + (by.Ticks * 100);
        }

        row["time"] = Moved(row["time"]!.GetValue<string>(), by);
        return row.ToJsonString();
    }

    private static string Journal(string text, TimeSpan by)
    {
        var entry = JsonNode.Parse(text)!.AsObject(); // journalctl writes nothing else
        foreach (var name in (string[])["__REALTIME_TIMESTAMP", "_SOURCE_REALTIME_TIMESTAMP"])
        {
            if (entry[name]?.GetValue<string>() is { } micros)
            {
                entry[name] = (long.Parse(micros, CultureInfo.InvariantCulture) + (by.Ticks / 10)).ToString(CultureInfo.InvariantCulture);
            }
        }

        return entry.ToJsonString();
    }

    private static string Moved(string time, TimeSpan by) =>
        (DateTimeOffset.Parse(time, CultureInfo.InvariantCulture) + by).ToString("yyyy-MM-ddTHH:mm:ss.ffffffK", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\S+")]
    private static partial Regex Written();
}
