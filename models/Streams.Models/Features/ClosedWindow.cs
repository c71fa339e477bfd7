using Streams.Schemas.Behaviours;
using Streams.Schemas.Features;

namespace Streams.Models.Features;

/// <summary>A window that is closed.</summary>
/// <param name="Row">Its features.</param>
/// <param name="Witness">The most surprising behaviour of its last minute; null: nothing happened in that.</param>
public readonly record struct ClosedWindow(FeatureVector Row, Behaviour? Witness);
