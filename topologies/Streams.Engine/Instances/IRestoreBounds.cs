using Confluent.Kafka;

namespace Streams.Engine.Instances;

/// <summary>Where changelogs begin and end, as the decorated restore consumer knows it.</summary>
internal interface IRestoreBounds
{
    /// <summary>Where the log of a changelog begins and ends, as it was when this assignment was first asked about.</summary>
    /// <exception cref="KafkaException">The broker did not answer.</exception>
    WatermarkOffsets BoundsOf(TopicPartition changelog);

    /// <summary>The assignment has ended.</summary>
    void ForgetBounds();
}
