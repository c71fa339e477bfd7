using Streams.Connectors.Kubernetes.Watch;
using Streams.Schemas.Settings;

namespace Streams.Host.Configuration;

/// <summary>What the operator wrote: the configuration of <c>streams run</c>. Every key can be set by <c>STREAMS__SECTION__KEY</c>.</summary>
internal sealed class StreamsOptions
{
    [Setting("the brokers and our topics there")]
    public KafkaOptions Kafka { get; set; } = new();

    [Setting("what tells our own records from forged ones")]
    public SecurityOptions Security { get; set; } = new();

    [Setting("what this process keeps on disk")]
    public StateOptions State { get; set; } = new();

    [Setting("what is detected, and how late events may be")]
    public DetectionOptions Detection { get; set; } = new();

    [Setting("pods, learned from the API server beside the sources")]
    public KubernetesOptions Kubernetes { get; set; } = new();

    [Setting("the service's own web server")]
    public HttpOptions Http { get; set; } = new();

    [Setting("the service's own log")]
    public LogOptions Log { get; set; } = new();

    [Setting("the way of records through the stages, as OpenTelemetry's traces ([traces](operating.md#traces))")]
    public TracesOptions Traces { get; set; } = new();

    [Setting("events as JSON for a SIEM ([events](siem.md#events))")]
    public EventFeedsOptions Feeds { get; set; } = new();

    [Setting("where alerts go besides the topic alerts")]
    public SinkOptions Sinks { get; set; } = new();
}
