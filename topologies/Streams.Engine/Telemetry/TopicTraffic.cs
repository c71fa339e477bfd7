namespace Streams.Engine.Telemetry;

/// <summary>What one instance has processed of one input topic. The stream thread writes, the publisher reads.</summary>
internal sealed class TopicTraffic
{
    public long Records { get; set; }

    public long Bytes { get; set; }

    /// <summary>Ticks of <see cref="TimeProvider"/> spent in the stage's code.</summary>
    public long ProcessTicks { get; set; }
}
