using Streams.Schemas.Alerts;

namespace Streams.Connectors.Sinks.Alertmanager;

/// <summary>The alerts that the Alertmanagers have to know, by id. Safe for use by the peers' tasks and the sink at once.</summary>
internal sealed class ActiveAlerts(AlertmanagerSinkOptions options, TimeProvider time)
{
    /// <summary>How long an alert that is over is still told: as long as Prometheus does.</summary>
    private static readonly TimeSpan Afterwards = TimeSpan.FromMinutes(15);
    private readonly Lock _gate = new();
    private readonly Dictionary<string, ActiveAlert> _alerts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _refused = new(StringComparer.Ordinal);
    private long _version;

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _alerts.Clear();
        }
    }

    /// <summary>Takes a state that was written before a restart: what was over then, is over, but for the rest of its hold.</summary>
    public void Restore(SinkAlert written)
    {
        lock (_gate)
        {
            var appended = DateTimeOffset.FromUnixTimeMilliseconds(written.AppendTimeMs);
            Put(written.Alert, appended);
            if (_alerts.TryGetValue(written.Alert.Id, out var known) && known.End <= time.GetUtcNow())
            {
                _alerts.Remove(written.Alert.Id);
            }
        }
    }

    /// <summary>Takes changes. The same changes again do no harm.</summary>
    /// <returns>The number of the last one: a peer that has reached it knows them all.</returns>
    public long Take(IReadOnlyList<SinkAlert> alerts)
    {
        lock (_gate)
        {
            _refused.Clear();
            foreach (var alert in alerts)
            {
                Put(alert.Alert, time.GetUtcNow());
            }

            return _version;
        }
    }

    /// <summary>What has changed after a version, in the order of the changes; all that is active after version 0.</summary>
    public (long Version, IReadOnlyList<ActiveAlert> Alerts) After(long version)
    {
        lock (_gate)
        {
            Forget(time.GetUtcNow() - Afterwards);
            return (_version, [.. _alerts.Values.Where(a => a.Version > version).OrderBy(a => a.Version)]);
        }
    }

    /// <summary>An Alertmanager will never take it.</summary>
    public void Refuse(string id, string reason)
    {
        lock (_gate)
        {
            if (_alerts.Remove(id))
            {
                _refused[id] = reason;
            }
        }
    }

    /// <summary>Which of the alerts just taken were refused; each once, in its last state.</summary>
    public IReadOnlyList<RefusedAlert> RefusedOf(IReadOnlyList<SinkAlert> alerts)
    {
        lock (_gate)
        {
            return _refused.Count == 0
                ? []
                : [.. alerts.Where(a => _refused.ContainsKey(a.Alert.Id)).GroupBy(a => a.Alert.Id).Select(a => new RefusedAlert(a.Last(), _refused[a.Key]))];
        }
    }

    private void Put(Alert alert, DateTimeOffset now)
    {
        var known = _alerts.GetValueOrDefault(alert.Id);
        if (known is null && alert.IsFolded)
        {
            return;
        }

        var since = known?.Since ?? now;
        _alerts[alert.Id] = new ActiveAlert
        {
            Alert = alert,
            Labels = known?.Labels ?? AlertLabels.Of(alert),
            Start = known?.Start ?? Earlier(new DateTimeOffset(alert.Time.ToDateTime()), since),
            Since = since,
            End = alert.Status switch
            {
                AlertStatus.Closed => known?.End ?? Later(now, since + options.Hold),
                AlertStatus.Superseded => known?.End is { } end ? Earlier(end, now) : now,
                _ => null,
            },
            Version = ++_version,
        };
        if (_alerts.Count > options.MaxActive)
        {
            _alerts.Remove(_alerts.Values.MinBy(a => a.Version)!.Alert.Id); // there is at least one
        }
    }

    private void Forget(DateTimeOffset before)
    {
        foreach (var (id, alert) in _alerts)
        {
            if (alert.End < before)
            {
                _alerts.Remove(id);
            }
        }
    }

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
