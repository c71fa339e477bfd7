using System.Text;
using Streams.Schemas.Alerts;

namespace Streams.Host.Sinks;

/// <summary>Appends alerts to a file as JSON lines; on disk before the batch counts as delivered.</summary>
internal sealed class AlertFileSink(string path) : IAlertSink, IDisposable
{
    private readonly FileStream _file = new(path, FileMode.Append, FileAccess.Write, FileShare.Read);

    public string Name => "file";

    public async Task<IReadOnlyList<RefusedAlert>> DeliverAsync(IReadOnlyList<SinkAlert> alerts, CancellationToken cancel)
    {
        var text = new StringBuilder();
        foreach (var alert in alerts)
        {
            text.Append(AlertJson.Serialize(alert.Alert)).Append('\n');
        }

        await _file.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()), cancel).ConfigureAwait(false);
        _file.Flush(flushToDisk: true);
        return [];
    }

    public void Dispose() => _file.Dispose();
}
