namespace Streams.Schemas.Alerts;

/// <summary>What a model said.</summary>
/// <param name="Value">0 to 1 of a classifier; of a habit nats, of a model that measures distance its mean square.</param>
/// <param name="Model"><c>name/version/hash</c>; empty: none, habits were measured.</param>
public sealed record AlertScore(double Value, string Model);
