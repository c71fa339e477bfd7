using Prometheus;

namespace Streams.Engine.Telemetry;

/// <summary>The engine's metrics. Names, labels and meanings stand in docs/metrics.md; a test holds that both agree.</summary>
internal static class EngineMetrics
{
    public static readonly Counter Records = Metrics.CreateCounter(
        "streams_engine_records_total",
        "Records processed, by stage and input topic.",
        "stage",
        "topic"
    );
    public static readonly Counter Bytes = Metrics.CreateCounter(
        "streams_engine_bytes_total",
        "Bytes of keys and values processed, by stage and input topic.",
        "stage",
        "topic"
    );
    public static readonly Gauge Lag = Metrics.CreateGauge(
        "streams_engine_lag_records",
        "Committed records of an input partition that were not read yet, from the client's statistics.",
        "stage",
        "topic",
        "partition"
    );
    public static readonly Histogram Latency = Metrics.CreateHistogram(
        "streams_engine_latency_seconds",
        "From the append time of the newest record of a commit to the end of that commit.",
        ["stage"],
        new HistogramConfiguration { Buckets = Histogram.ExponentialBuckets(0.005, 2, 15) }
    );
    public static readonly Histogram Commit = Metrics.CreateHistogram(
        "streams_engine_commit_seconds",
        "How long a commit took: flush, offsets, transaction, local state.",
        ["stage"],
        new HistogramConfiguration { Buckets = Histogram.ExponentialBuckets(0.001, 2, 15) }
    );
    public static readonly Counter Process = Metrics.CreateCounter("streams_engine_process_seconds_total", "Time spent in the stage's code.", "stage");
    public static readonly Gauge StateEntries = Metrics.CreateGauge(
        "streams_engine_state_entries",
        "Committed entries of a task's state on this machine, by input partition (TOPIC-N); with RocksDB an estimate.",
        "stage",
        "partition"
    );
    public static readonly Gauge StateBytes = Metrics.CreateGauge(
        "streams_engine_state_bytes",
        "Their bytes; with RocksDB an estimate of what they take.",
        "stage",
        "partition"
    );
    public static readonly Gauge RestoreRemaining = Metrics.CreateGauge(
        "streams_engine_restore_remaining_records",
        "Changelog offsets that are still to be restored.",
        "stage"
    );
    public static readonly Counter Restarts = Metrics.CreateCounter(
        "streams_engine_restarts_total",
        "Ends of the service that its parent has seen: asked (exit 10), killed (SIGKILL), crashed (another signal).",
        "reason"
    );
    public static readonly Gauge PollAge = Metrics.CreateGauge(
        "streams_engine_poll_age_seconds",
        "Time since the stream thread of the stage last polled; the oldest where there are several.",
        "stage"
    );

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Collector> All =
    [
        Records,
        Bytes,
        Lag,
        Latency,
        Commit,
        Process,
        StateEntries,
        StateBytes,
        RestoreRemaining,
        Restarts,
        PollAge,
    ];
}
