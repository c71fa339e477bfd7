using Streams.Schemas.Settings;

namespace Streams.Connectors.Sinks.JsonFile;

/// <summary>Which file.</summary>
public sealed record AlertFileSinkOptions : SinkDeliveryOptions
{
    /// <summary>The file; empty: none.</summary>
    [Setting("alerts as JSON lines into this file; `sinks.file: FILE` is the same")]
    public string Path { get; init; } = "";
}
