using System.Text.Json;
using Streams.Schemas.Events;
using Streams.Topologies.Normalise;

namespace Streams.Host.WebConsole.Figures;

/// <summary>What a source has brought, and how far it is behind.</summary>
internal sealed record SourceFigures
{
    public required EventSource Source { get; init; }

    public required StageAccount Account { get; init; }

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
        json.WriteNumber("in", Account.In);
        json.WriteNumber("events", Account.Events);
        json.WriteNumber("fragments", Account.Fragments);
        json.WriteNumber("dead", Account.Dead);
        json.WriteNumber("health", Account.Health);
        json.WriteNumber("rate", Math.Round(Rate, 1));
        json.WriteTime("event_time", Account.Highest);
        json.WriteTime("frontier", Account.Frontier);
        json.WriteOptional("lateness", Lateness);
        json.WriteOptional("lag", Lag);
        json.WriteNumber("silent_nodes", SilentNodes);
        json.WriteEndObject();
    }
}
