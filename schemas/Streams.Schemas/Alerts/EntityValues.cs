using Streams.Schemas.Entities;

namespace Streams.Schemas.Alerts;

/// <summary>The distinct values of one entity among an alert's events.</summary>
/// <param name="Kind">The entity.</param>
/// <param name="Values">The values in the order in which they came, at most <see cref="Most"/>.</param>
/// <param name="Others">Events whose value found no room.</param>
public sealed record EntityValues(EntityKind Kind, IReadOnlyList<CountedValue> Values, long Others)
{
    /// <summary>The most distinct values kept.</summary>
    public const int Most = 20;
}
