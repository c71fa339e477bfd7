using Streams.Schemas.Events;

namespace Streams.Topologies.Entities.Sources;

/// <summary>The sources: one row each, in the order of their numbers.</summary>
internal static class SourceEntitiesTable
{
    private static readonly SourceEntities[] Rows =
    [
        new ContainerEntities(),
        new AuditEntities(),
        new DnsEntities(),
        new JournalEntities(),
        new FlowEntities(),
        new SensorEntities(),
    ];

    /// <summary>What a source says of entities.</summary>
    public static SourceEntities Of(EventSource source) => Rows[(int)source];
}
