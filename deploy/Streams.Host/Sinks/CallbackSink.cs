using Streams.Schemas.Alerts;

namespace Streams.Host.Sinks;

/// <summary>Hands alerts to the program itself: the terminal's table.</summary>
internal sealed class CallbackSink(string name, Action<Alert> show) : IAlertSink
{
    public string Name => name;

    public Task<IReadOnlyList<RefusedAlert>> DeliverAsync(IReadOnlyList<SinkAlert> alerts, CancellationToken cancel)
    {
        foreach (var alert in alerts)
        {
            show(alert.Alert);
        }

        return Task.FromResult<IReadOnlyList<RefusedAlert>>([]);
    }
}
