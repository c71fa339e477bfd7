using Streams.EndToEnd.Tests.Support;
using Streams.Schemas.Alerts;

namespace Streams.EndToEnd.Tests.Sources;

/// <summary>The alert of each shipment, replayed once.</summary>
public sealed class ShippedAlerts
{
    private readonly Dictionary<Shipment, Alert> _alerts = [];

    internal Alert Of(Shipment shipment)
    {
        if (!_alerts.TryGetValue(shipment, out var alert))
        {
            _alerts[shipment] = alert = Assert.Single(FinalAlerts.Replay([shipment.Line()]).Standing);
        }

        return alert;
    }
}
