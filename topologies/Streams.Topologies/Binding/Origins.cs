using Streams.Engine.Tracing;
using Streams.Schemas.Events;
using Streams.Schemas.Signals;

namespace Streams.Topologies.Binding;

/// <summary>The raw records that results come of.</summary>
internal static class Origins
{
    public static RecordOrigin Of(in Provenance provenance) => new(provenance.Origin, provenance.Partition, provenance.Position);

    /// <summary>The last of several; null where there is none.</summary>
    public static RecordOrigin? Of(IReadOnlyList<Evidence> evidence) => evidence is [.., var last] ? Of(last.Provenance) : null;
}
