using Streams.Schemas.Alerts;

namespace Streams.Host.Replaying;

/// <summary>Alerts in their last state; those that lateness has superseded are none.</summary>
internal sealed class StandingAlerts
{
    private readonly Dictionary<string, Alert> _last = new(StringComparer.Ordinal);

    /// <summary>The alerts, by id.</summary>
    public IReadOnlyDictionary<string, Alert> All => _last;

    /// <summary>Takes in a state.</summary>
    public void Add(Alert alert)
    {
        if (alert.Status == AlertStatus.Superseded)
        {
            _last.Remove(alert.Id);
            return;
        }

        _last[alert.Id] = alert;
    }
}
