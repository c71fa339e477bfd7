namespace Streams.Host.Configuration;

/// <summary>What the operator wrote: the configuration of <c>streams run</c>. Every key can be set by <c>STREAMS__SECTION__KEY</c>.</summary>
internal sealed class StreamsOptions
{
    public KafkaOptions Kafka { get; set; } = new();

    public StateOptions State { get; set; } = new();

    public DetectionOptions Detection { get; set; } = new();

    public HttpOptions Http { get; set; } = new();

    public SinkOptions Sinks { get; set; } = new();

    /// <summary>Every error, each with the path of its setting.</summary>
    public IEnumerable<string> Validate() => [.. Kafka.Validate(), .. State.Validate(), .. Detection.Validate(), .. Http.Validate(), .. Sinks.Validate()];
}
