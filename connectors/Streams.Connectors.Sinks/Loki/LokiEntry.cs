using Streams.Schemas.Alerts;

namespace Streams.Connectors.Sinks.Loki;

/// <summary>An alert as Loki takes it.</summary>
/// <param name="Alert">The alert it was made of.</param>
/// <param name="Labels">Its stream.</param>
/// <param name="Value">The array of time, line and structured metadata: JSON in UTF-8.</param>
internal sealed record LokiEntry(SinkAlert Alert, LokiLabels Labels, ReadOnlyMemory<byte> Value);
