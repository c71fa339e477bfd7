using Streams.Schemas.Feeds.Ecs;
using Streams.Schemas.Feeds.Ocsf;

namespace Streams.Schemas.Feeds;

/// <summary>The formats of events. A new one is a folder and a row here.</summary>
public static class EventFormats
{
    public static IReadOnlyList<IEventFormat> All { get; } = [new EcsEventFormat(), new OcsfEventFormat()];
}
