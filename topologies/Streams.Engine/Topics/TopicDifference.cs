namespace Streams.Engine.Topics;

/// <summary>Where a topic is not as it should be.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Setting"><c>exists</c>, <c>partitions</c> or one of Kafka's settings.</param>
/// <param name="Expected">What it should be.</param>
/// <param name="Actual">What it is.</param>
public sealed record TopicDifference(string Topic, string Setting, string Expected, string Actual)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Topic}: {Setting} is {Actual}, should be {Expected}";
}
