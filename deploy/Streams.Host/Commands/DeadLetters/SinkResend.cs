using Streams.Connectors.Kafka.Reading;
using Streams.Connectors.Sinks;
using Streams.Host.Configuration;
using Streams.Host.Kafka;
using Streams.Host.Rules;
using Streams.Host.Running;
using Streams.Host.Sinks;
using Streams.Schemas.Alerts;

namespace Streams.Host.Commands.DeadLetters;

/// <summary>Gives sinks once more what they refused, each alert in the last state that <c>alerts</c> holds of it and as of now: for a receiver that refuses what is old.</summary>
internal sealed class SinkResend(StreamsOptions options, TimeProvider time)
{
    private readonly Dictionary<string, HashSet<string>> _wanted = new(StringComparer.Ordinal);

    /// <summary>Alerts of which the topic holds nothing any more.</summary>
    public int Gone { get; private set; }

    /// <summary>Alerts that a storm tells of by now: the sink is told of the storm.</summary>
    public int Folded { get; private set; }

    /// <summary>Alerts that were refused again; they are dead letters still.</summary>
    public List<string> Refused { get; } = [];

    /// <summary>An alert is to be sent again.</summary>
    /// <returns>Whether there is such a sink, switched on.</returns>
    public bool Add(string sink, string id)
    {
        if (options.Sinks.Find(sink) is not { IsOn: true })
        {
            return false;
        }

        if (!_wanted.TryGetValue(sink, out var ids))
        {
            _wanted[sink] = ids = new HashSet<string>(StringComparer.Ordinal);
        }

        ids.Add(id);
        return true;
    }

    /// <summary>Sends them.</summary>
    /// <returns>How many were taken.</returns>
    public async Task<int> SendAsync(CancellationToken cancel)
    {
        if (_wanted.Count == 0)
        {
            return 0;
        }

        var alerts = await ReadAsync(cancel).ConfigureAwait(false);
        var rules = RuleLibrary.Load(options.Detection.Rules).Roots.Values;
        var context = SinkSet.Context(options, id => rules.FirstOrDefault(r => r.Meta.Id == id)?.Meta.Runbook);
        var taken = 0;
        foreach (var (name, ids) in _wanted)
        {
            var row = options.Sinks.Find(name)!; // added above
            var selection = new SinkSelection(row.Kind.Takes, new SinkView(row.Options));
            Gone += ids.Count(id => !alerts.ContainsKey(id));
            Folded += ids.Count(id => alerts.TryGetValue(id, out var alert) && selection.IsFolded(alert));
            var batch = ids.Where(id => alerts.TryGetValue(id, out var alert) && !selection.IsFolded(alert))
                .Select(id => selection.Seen(alerts[id]))
                .OfType<Alert>()
                .Select(alert => new SinkAlert(alert, time.GetUtcNow().ToUnixTimeMilliseconds()))
                .ToArray();
            taken += await DeliverAsync(name, row.Kind.Create(row.Options, context), batch, cancel).ConfigureAwait(false);
        }

        return taken;
    }

    private async Task<int> DeliverAsync(string name, IAlertSink sink, IReadOnlyList<SinkAlert> batch, CancellationToken cancel)
    {
        try
        {
            var refused = await sink.DeliverAsync(batch, cancel).ConfigureAwait(false);
            Refused.AddRange(refused.Select(r => $"{name}: {r.Alert.Alert.Id}: {r.Reason}"));
            return batch.Count - refused.Count;
        }
        finally
        {
            (sink as IDisposable)?.Dispose();
        }
    }

    private async Task<Dictionary<string, Alert>> ReadAsync(CancellationToken cancel)
    {
        var ids = _wanted.Values.SelectMany(w => w).ToHashSet(StringComparer.Ordinal);
        var alerts = new Dictionary<string, Alert>(StringComparer.Ordinal);
        using var reader = new TopicReader(options.Kafka.Reader("dlq-resend-alerts", TopicPlan.Names(options.Kafka).Alerts));
        await foreach (var record in reader.ReadToEndAsync(cancel).ConfigureAwait(false))
        {
            if (record.Value is { } value && AlertCodec.Decode(value) is { } alert && ids.Contains(alert.Id))
            {
                alerts[alert.Id] = alert;
            }
        }

        return alerts;
    }
}
