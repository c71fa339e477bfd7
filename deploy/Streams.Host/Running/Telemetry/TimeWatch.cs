using Microsoft.Extensions.Logging;
using Prometheus;
using Streams.Schemas.Events;
using Streams.Topologies.Binding;
using Streams.Topologies.Time;

namespace Streams.Host.Running.Telemetry;

/// <summary>
/// Whether time passes at every raw partition of this process: what stands, and what has nothing that could let it pass.
/// Told as metrics, and in the log when it begins and when it ends. One caller.
/// </summary>
internal sealed class TimeWatch(IReadOnlyDictionary<string, EventSource> origins, PipelineStatus status, TimeProvider time, ILogger log)
{
    private static readonly Gauge Standing = Metrics.CreateGauge(
        "streams_source_standing_partitions",
        "Raw partitions of a source whose frontier has not moved for a minute: windows over the source stay open.",
        "source"
    );
    private static readonly Gauge Clockless = Metrics.CreateGauge(
        "streams_source_clockless_partitions",
        "Raw partitions of a source whose records carry their producers' time and that get no heartbeats: at the end of their log time stands, absence is blind.",
        "source"
    );
    private static readonly TimeSpan StandsAfter = TimeSpan.FromMinutes(1);

    /// <summary>Heartbeats come every second where they come.</summary>
    private static readonly TimeSpan ClocklessAfter = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, (Timestamp Frontier, long Since)> _frontiers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _clockless = new(StringComparer.Ordinal);
    private readonly Dictionary<EventSource, (int Standing, int Clockless)> _told = [];

    /// <summary>Looks at what the stages have told.</summary>
    public void Look()
    {
        var now = time.GetTimestamp();
        foreach (var source in origins.GroupBy(o => o.Value, o => o.Key))
        {
            var found = (Standing: source.Count(o => Stands(o, now)), Clockless: source.Count(o => IsClockless(o, now)));
            Standing.WithLabels(source.Key.Name()).Set(found.Standing);
            Clockless.WithLabels(source.Key.Name()).Set(found.Clockless);
            Tell(source.Key, source.First(), found);
        }
    }

    private bool Stands(string origin, long now)
    {
        if (!status.Normalise.TryGetValue(origin, out var counts))
        {
            _frontiers.Remove(origin); // it is another process's
            return false;
        }

        if (!_frontiers.TryGetValue(origin, out var known) || known.Frontier != counts.Frontier)
        {
            _frontiers[origin] = (counts.Frontier, now);
            return false;
        }

        return time.GetElapsedTime(known.Since, now) >= StandsAfter;
    }

    private bool IsClockless(string origin, long now)
    {
        if (!status.Clocks.TryGetValue(origin, out var clock) || clock != OriginClock.None || !status.Normalise.ContainsKey(origin))
        {
            _clockless.Remove(origin);
            return false;
        }

        if (!_clockless.TryGetValue(origin, out var since))
        {
            _clockless.Add(origin, since = now);
        }

        return time.GetElapsedTime(since, now) >= ClocklessAfter;
    }

    private void Tell(EventSource source, string origin, (int Standing, int Clockless) found)
    {
        var before = _told.GetValueOrDefault(source);
        _told[source] = found;
        if (found.Clockless > 0 && before.Clockless == 0)
        {
            Log.Clockless(log, source.Name(), found.Clockless, origin[..origin.LastIndexOf('-')]);
        }

        if (found.Standing > 0 && before.Standing == 0)
        {
            Log.Stands(log, source.Name(), found.Standing);
        }
        else if (found.Standing == 0 && before.Standing > 0)
        {
            Log.GoesOn(log, source.Name());
        }
    }
}
