using Streams.Schemas.Events;

namespace Streams.Models.Registry;

/// <summary>The time for which a version judges, or is watched.</summary>
/// <param name="Name">The model.</param>
/// <param name="Version">The version.</param>
/// <param name="Hash">The hash of the artefact that was meant.</param>
/// <param name="IsShadow">Whether it is only watched.</param>
/// <param name="From">The first end of a window.</param>
/// <param name="Until">The first that is another's.</param>
public sealed record ModelSpan(string Name, int Version, string Hash, bool IsShadow, Timestamp From, Timestamp Until);
