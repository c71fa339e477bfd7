using Streams.Schemas.Events;

namespace Streams.Schemas.Sources;

/// <summary>How a source's parser took a sample.</summary>
/// <param name="Source">The source.</param>
/// <param name="Events">Elements that it took for its own.</param>
/// <param name="Typical">Those among them with a type that only the source gives.</param>
/// <param name="Dead">Elements that it refused.</param>
/// <param name="Dialects">By <c>envelope/dialect</c>, most first.</param>
/// <param name="Reasons">Why elements were refused, most first.</param>
/// <param name="Timed">Events with a time of their own.</param>
/// <param name="Placed">Events that name a pod, container, node or host.</param>
public sealed record SourceSighting(
    EventSource Source,
    long Events,
    long Typical,
    long Dead,
    IReadOnlyList<(string Name, long Count)> Dialects,
    IReadOnlyList<(string Reason, long Count)> Reasons,
    long Timed,
    long Placed
)
{
    /// <summary>What is lost by envelope, most first.</summary>
    public IReadOnlyList<SourceLoss> Losses { get; init; } = [];
}
