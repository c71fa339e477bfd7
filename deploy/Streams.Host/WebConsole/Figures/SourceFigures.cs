using System.Text.Json;
using Streams.Schemas.Events;
using Streams.Topologies.Normalise;

namespace Streams.Host.WebConsole.Figures;

/// <summary>What a source has brought, and how far it is behind.</summary>
internal sealed record SourceFigures
{
    public required EventSource Source { get; init; }

    public required NormaliseCounts Counts { get; init; }

    /// <summary>Elements a second since the sample before.</summary>
    public required double Rate { get; init; }

    /// <summary>Seconds from the newest event's time to what had been read when it came; null where nothing came since the sample before.</summary>
    public required double? Lateness { get; init; }

    /// <summary>Records that wait in Kafka; null where the client has not told yet.</summary>
    public required double? Lag { get; init; }

    /// <summary>Nodes of which the gap rules say that it is silent.</summary>
    public required int SilentNodes { get; init; }

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("source", Source.Name());
        json.WriteNumber("in", Counts.In);
        json.WriteNumber("events", Counts.Events);
        json.WriteNumber("fragments", Counts.Fragments);
        json.WriteNumber("dead", Counts.Dead);
        json.WriteNumber("health", Counts.Health);
        json.WriteNumber("rate", Math.Round(Rate, 1));
        json.WriteTime("event_time", Counts.Highest);
        json.WriteTime("frontier", Counts.Frontier);
        json.WriteOptional("lateness", Lateness);
        json.WriteOptional("lag", Lag);
        json.WriteNumber("silent_nodes", SilentNodes);
        json.WriteEndObject();
    }
}
