using Streams.Connectors.Sinks.Delivery;
using Streams.Connectors.Sinks.Http;
using Streams.Schemas.Alerts;

namespace Streams.Connectors.Sinks.Alertmanager;

/// <summary>
/// Tells Alertmanagers of alerts, by their API v2: every peer of a cluster, again and again while an alert is active, and with an end once it is closed.
/// An alert counts as delivered when one peer has it; the others follow as they can be reached. Where labels are the same it is the same alert, so telling twice does no harm.
/// </summary>
public sealed class AlertmanagerSink : IRestoredAlertSink, IAsyncDisposable
{
    private readonly ActiveAlerts _active;
    private readonly AlertmanagerPeer[] _peers;
    private bool _started;

    /// <summary>Nothing is asked of an Alertmanager yet.</summary>
    public AlertmanagerSink(AlertmanagerSinkOptions options, SinkContext context)
    {
        _active = new ActiveAlerts(options, context.Time);
        _peers = [.. options.Urls.Select(url => new AlertmanagerPeer(url, _active, options, context))];
    }

    /// <summary>Its row.</summary>
    public static SinkDefinition Definition { get; } =
        SinkDefinition.Of<AlertmanagerSinkOptions>(
            "alertmanager",
            "the Alertmanagers of a cluster",
            static o => o.Urls.Count > 0,
            static (o, context) => new AlertmanagerSink(o, context),
            static o => o.Urls.Select(url => HttpProbe.Of(url, "/api/v2/status", o)),
            static alert => !alert.IsFolded || alert.Status is AlertStatus.Closed or AlertStatus.Superseded // of what it was told before the storm
        );

    /// <inheritdoc/>
    public string Name => Definition.Name;

    /// <inheritdoc/>
    public async Task RestoreAsync(IAsyncEnumerable<SinkAlert> written, CancellationToken cancel)
    {
        _active.Clear();
        await foreach (var alert in written.WithCancellation(cancel).ConfigureAwait(false))
        {
            _active.Restore(alert);
        }

        Start();
    }

    /// <inheritdoc/>
    /// <exception cref="TemporaryDeliveryException">No peer could be told.</exception>
    public async Task<IReadOnlyList<RefusedAlert>> DeliverAsync(IReadOnlyList<SinkAlert> alerts, CancellationToken cancel)
    {
        Start();
        var version = _active.Take(alerts);
        var telling = _peers.Select(p => p.TellAsync(version)).ToList();
        var troubles = new List<string>();
        while (telling.Count > 0)
        {
            var told = await Task.WhenAny(telling).WaitAsync(cancel).ConfigureAwait(false);
            if (await told.ConfigureAwait(false) is not { } trouble)
            {
                return _active.RefusedOf(alerts);
            }

            troubles.Add(trouble);
            telling.Remove(told);
        }

        throw new TemporaryDeliveryException(string.Join("; ", troubles));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var peer in _peers)
        {
            await peer.DisposeAsync().ConfigureAwait(false);
        }
    }

    private void Start()
    {
        if (_started)
        {
            return;
        }

        _started = true;
        foreach (var peer in _peers)
        {
            peer.Start();
        }
    }
}
