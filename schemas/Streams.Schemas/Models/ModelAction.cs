using Streams.Schemas.Events;

namespace Streams.Schemas.Models;

/// <summary>What somebody did with a version of a model: a record of the topic <c>models.log</c>.</summary>
/// <param name="Kind">What.</param>
/// <param name="Name">The model.</param>
/// <param name="Version">The version.</param>
/// <param name="Hash">Its artefact's hash.</param>
/// <param name="EffectiveFrom">The first end of a window that it judges; not before the record's append time.</param>
/// <param name="By">Who.</param>
/// <param name="Note">Why.</param>
public sealed record ModelAction(ModelActionKind Kind, string Name, int Version, string Hash, Timestamp EffectiveFrom, string By, string Note);
