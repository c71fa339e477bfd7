using System.Buffers;
using System.Text.Json;
using Streams.Connectors.Sinks.Delivery;
using Streams.Schemas.Alerts;

namespace Streams.Connectors.Sinks.JsonFile;

/// <summary>Appends alerts to a file as JSON lines; on disk before the batch counts as delivered. A file that cannot be written is tried again.</summary>
public sealed class AlertFileSink(AlertFileSinkOptions options) : IAlertSink, IDisposable
{
    private FileStream? _file;

    /// <summary>Its row.</summary>
    public static SinkDefinition Definition { get; } =
        SinkDefinition.Of<AlertFileSinkOptions>(
            "file",
            "a file of JSON lines",
            static o => o.Path.Length > 0,
            static (o, _) => new AlertFileSink(o),
            takes: SinkDefinition.Everything
        );

    /// <inheritdoc/>
    public string Name => Definition.Name;

    /// <inheritdoc/>
    /// <exception cref="TemporaryDeliveryException">The disk is full, or the file cannot be opened.</exception>
    public async Task<IReadOnlyList<RefusedAlert>> DeliverAsync(IReadOnlyList<SinkAlert> alerts, CancellationToken cancel)
    {
        var lines = new ArrayBufferWriter<byte>(4096);
        foreach (var alert in alerts)
        {
            using (var json = new Utf8JsonWriter(lines, AlertJson.Options))
            {
                AlertJson.Write(json, alert.Alert);
            }

            lines.Write("\n"u8);
        }

        try
        {
            _file ??= new FileStream(options.Path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
            var before = _file.Position;
            await AppendAsync(_file, before, lines.WrittenMemory, cancel).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TemporaryDeliveryException(e.Message, null, e);
        }

        return [];
    }

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();

    /// <summary>Half a batch, as a full disk leaves it, is taken back: the batch comes again whole.</summary>
    private static async Task AppendAsync(FileStream file, long before, ReadOnlyMemory<byte> lines, CancellationToken cancel)
    {
        try
        {
            await file.WriteAsync(lines, cancel).ConfigureAwait(false);
            file.Flush(flushToDisk: true);
        }
        catch
        {
            file.SetLength(before);
            throw;
        }
    }
}
