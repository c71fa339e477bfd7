namespace Streams.Engine.Topics;

/// <summary>Where a topic is not as it should be.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Setting"><c>exists</c>, <c>partitions</c>, <see cref="Settings"/> or one of Kafka's settings.</param>
/// <param name="Expected">What it should be.</param>
/// <param name="Actual">What it is.</param>
public sealed record TopicDifference(string Topic, string Setting, string Expected, string Actual)
{
    /// <summary>The settings, which may not be read.</summary>
    public const string Settings = "settings";

    /// <inheritdoc/>
    public override string ToString() => $"{Topic}: {Setting} is {Actual}, should be {Expected}";
}
