using System.Text.Json;
using Streams.Host.Running;
using Streams.Host.Sinks;
using Streams.Host.WebConsole.Alerts;
using Streams.Schemas.Events;
using Streams.Topologies.Normalise;
using Streams.Topologies.Rules;
using Streams.Topologies.Time;

namespace Streams.Host.WebConsole.Figures;

/// <summary>The service's state as JSON, once a second; one caller at a time.</summary>
internal sealed class StatusWriter(Pipeline pipeline, IReadOnlyList<SinkRunner> sinks, AlertFeed feed, string broker, TimeProvider time)
{
    private const int MostErrors = 20;
    private static readonly string Version = typeof(StatusWriter).Assembly.GetName().Version?.ToString(3) ?? "";
    private readonly Dictionary<string, long> _before = new(StringComparer.Ordinal);

    public byte[] Write(IReadOnlyList<SourceFigures> sources, TimeSpan elapsed)
    {
        var counts = pipeline.Status.Sum();
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteNumber("time", time.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0);
            json.WriteString("version", Version);
            json.WriteBoolean("ready", pipeline.Ready);
            json.WriteBoolean("loading", !feed.Loaded);
            json.WriteString("broker", broker);
            json.WriteStartArray("sources");
            foreach (var source in sources)
            {
                source.Write(json);
            }

            json.WriteEndArray();
            json.WriteStartArray("stages");
            WriteNormalise(json, counts.Normalise, sources, elapsed);
            WriteStage(json, "observe", counts.Observe, Timestamp.Unknown, elapsed);
            WriteStage(
                json,
                "correlate",
                counts.Correlate,
                pipeline.Status.Frontiers.IsEmpty ? Timestamp.Unknown : pipeline.Status.Frontiers.Values.Min(),
                elapsed
            );
            json.WriteEndArray();
            WriteSinks(json);
            var (open, total) = feed.Counts;
            json.WriteStartObject("alerts");
            json.WriteNumber("open", open);
            json.WriteNumber("total", total);
            json.WriteEndObject();
            WriteRules(json);
            json.WriteNumber("dead_letters", counts.Normalise.Dead + sinks.Sum(s => s.Counts.Refused));
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    /// <summary>Whether the service is there, and nothing of anybody's figures.</summary>
    public byte[] WriteForTenants()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteNumber("time", time.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0);
            json.WriteString("version", Version);
            json.WriteBoolean("ready", pipeline.Ready);
            json.WriteBoolean("loading", !feed.Loaded);
            json.WriteString("broker", "");
            json.WriteBoolean("tenant", true);
            json.WriteStartArray("sources");
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private void WriteNormalise(Utf8JsonWriter json, NormaliseCounts counts, IReadOnlyList<SourceFigures> sources, TimeSpan elapsed)
    {
        var frontier = sources.Where(s => s.Counts.Frontier.IsKnown).Select(s => s.Counts.Frontier).DefaultIfEmpty(Timestamp.Unknown).Min();
        json.WriteStartObject();
        json.WriteString("stage", "normalise");
        json.WriteNumber("in", counts.In);
        json.WriteNumber("out", counts.Events);
        json.WriteNumber("rate", Rate("normalise", counts.In, elapsed));
        json.WriteNull("late");
        json.WriteNull("duplicate");
        json.WriteTime("frontier", frontier);
        json.WriteEndObject();
    }

    private void WriteStage(Utf8JsonWriter json, string stage, StageCounts counts, Timestamp frontier, TimeSpan elapsed)
    {
        json.WriteStartObject();
        json.WriteString("stage", stage);
        json.WriteNumber("in", counts.In);
        json.WriteOptional("out", stage == "correlate" ? feed.Counts.Total : null);
        json.WriteNumber("rate", Rate(stage, counts.In, elapsed));
        json.WriteNumber("late", counts.Late);
        json.WriteNumber("duplicate", counts.Duplicate);
        json.WriteTime("frontier", frontier);
        json.WriteEndObject();
    }

    private void WriteRules(Utf8JsonWriter json)
    {
        var (rules, inForce) = (pipeline.Rules, pipeline.Rules.InForce(time));
        json.WriteStartObject("rules");
        WriteVersion(json, inForce);
        json.WritePropertyName("next");
        if (rules.Registry.Timeline.Newest is var next && !ReferenceEquals(next, inForce))
        {
            json.WriteStartObject();
            WriteVersion(json, next);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNullValue();
        }

        json.WriteStartArray("errors");
        foreach (var error in rules.Loads.Errors.Take(MostErrors))
        {
            json.WriteStringValue(error.ToString());
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteVersion(Utf8JsonWriter json, RuleVersion version)
    {
        json.WriteString("version", version.Name);
        json.WriteTime("effective_from", version.EffectiveFrom);
        json.WriteNumber("alerting", version.Plan.Roots.Count);
    }

    private void WriteSinks(Utf8JsonWriter json)
    {
        json.WriteStartArray("sinks");
        foreach (var sink in sinks)
        {
            json.WriteStartObject();
            json.WriteString("sink", sink.Name);
            json.WriteNumber("delivered", sink.Counts.Delivered);
            json.WriteNumber("refused", sink.Counts.Refused);
            json.WriteNumber("retries", sink.Counts.Retries);
            json.WriteOptional("backlog", sink.Backlog < 0 ? null : sink.Backlog);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private double Rate(string stage, long count, TimeSpan elapsed)
    {
        var came = Math.Max(0, count - _before.GetValueOrDefault(stage, count));
        _before[stage] = count;
        return elapsed > TimeSpan.Zero ? Math.Round(came / elapsed.TotalSeconds, 1) : 0;
    }
}
