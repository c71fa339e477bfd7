using System.Text.Json;
using Streams.Engine.Hosting;
using Streams.Host.Sinks;
using Streams.Schemas.Events;
using Streams.Topologies.Binding;

namespace Streams.Host.WebConsole.Topology;

/// <summary>Topics, stages and sinks, and what goes from where to where, as JSON.</summary>
internal static class TopologyGraph
{
    private const string ConsoleSink = "console";

    public static void Write(Utf8JsonWriter json, IReadOnlyList<StageDescriptor> stages, TopicNames topics, IReadOnlyList<SinkRunner> sinks)
    {
        var names = stages.SelectMany(s => s.Inputs.Concat(s.Outputs)).Distinct(StringComparer.Ordinal).ToArray();
        string[] readers = [.. sinks.Select(s => s.Name), ConsoleSink];
        json.WriteStartObject();
        json.WriteStartArray("nodes");
        foreach (var topic in names)
        {
            WriteTopic(json, topic, topics);
        }

        foreach (var stage in stages)
        {
            WriteNode(json, $"stage:{stage.Name}", stage.Name, "stage");
        }

        foreach (var sink in readers)
        {
            WriteNode(json, $"sink:{sink}", sink, "sink");
        }

        json.WriteEndArray();
        json.WriteStartArray("edges");
        foreach (var stage in stages)
        {
            WriteEdges(json, stage.Inputs.Select(i => (i, $"stage:{stage.Name}")));
            WriteEdges(json, stage.Outputs.Select(o => ($"stage:{stage.Name}", o)));
        }

        WriteEdges(json, readers.Select(r => (topics.Alerts, $"sink:{r}")));
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteTopic(Utf8JsonWriter json, string topic, TopicNames topics)
    {
        json.WriteStartObject();
        json.WriteString("id", topic);
        json.WriteString("label", topic);
        json.WriteString("kind", "topic");
        foreach (var (source, raw) in topics.Raw)
        {
            if (raw == topic)
            {
                json.WriteString("source", source.Name());
            }
        }

        if (topic == topics.Alerts || topic == topics.DeadLetters)
        {
            json.WriteString("role", topic == topics.Alerts ? "alerts" : "dead_letters");
        }

        json.WriteEndObject();
    }

    private static void WriteNode(Utf8JsonWriter json, string id, string label, string kind)
    {
        json.WriteStartObject();
        json.WriteString("id", id);
        json.WriteString("label", label);
        json.WriteString("kind", kind);
        json.WriteEndObject();
    }

    private static void WriteEdges(Utf8JsonWriter json, IEnumerable<(string From, string To)> edges)
    {
        foreach (var (from, to) in edges)
        {
            json.WriteStartObject();
            json.WriteString("from", from);
            json.WriteString("to", to);
            json.WriteEndObject();
        }
    }
}
