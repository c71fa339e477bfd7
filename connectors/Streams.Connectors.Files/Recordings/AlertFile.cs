using Streams.Schemas.Alerts;

namespace Streams.Connectors.Files.Recordings;

/// <summary>Alerts as JSON lines. Let exceptions propagate: whoever opened the file decides.</summary>
public sealed class AlertFile(TextWriter writer) : IDisposable
{
    /// <summary>Writes one line.</summary>
    public void Write(Alert alert) => writer.Write(AlertJson.Serialize(alert) + "\n");

    /// <inheritdoc/>
    public void Dispose() => writer.Dispose();
}
