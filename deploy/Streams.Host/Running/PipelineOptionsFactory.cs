using Streams.Host.Configuration;
using Streams.Schemas.Events;
using Streams.Topologies.Normalise;
using Streams.Topologies.Observe;
using Streams.Topologies.Offline;
using Streams.Topologies.Time;

namespace Streams.Host.Running;

/// <summary>The stages' options of the operator's.</summary>
internal static class PipelineOptionsFactory
{
    public static PipelineOptions Of(DetectionOptions options)
    {
        var time = new TimeOptions
        {
            DefaultLateness = TimeSpan.FromSeconds(options.LatenessSeconds),
            Lateness = new Dictionary<EventSource, TimeSpan> { [EventSource.Audit] = TimeSpan.FromSeconds(options.AuditLatenessSeconds) },
            Timeout = TimeSpan.FromSeconds(options.TimeoutSeconds),
        };
        return new PipelineOptions
        {
            Normalise = new NormaliseOptions { Time = time, Cluster = options.Cluster, Node = options.Node },
            Observe = new ObserveOptions { Time = time, Learning = TimeSpan.FromSeconds(options.LearningSeconds) },
        };
    }
}
