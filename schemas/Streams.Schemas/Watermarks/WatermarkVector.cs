namespace Streams.Schemas.Watermarks;

/// <summary>
/// One watermark record: what one upstream task has processed of every origin it reads. It stands behind the data it covers in every partition.
/// </summary>
/// <param name="Upstream">The task that says so: <c>raw.audit-0</c>, <c>observe-1</c>.</param>
/// <param name="Origins">The raw partitions it speaks for.</param>
public sealed record WatermarkVector(string Upstream, IReadOnlyList<OriginMark> Origins)
{
    /// <summary>The header that marks a record as a watermark.</summary>
    public const string Header = "streams.watermark";

    /// <summary>The header of a heartbeat in a raw topic: an empty value whose Kafka time is the virtual clock.</summary>
    public const string ClockHeader = "streams.clock";
}
