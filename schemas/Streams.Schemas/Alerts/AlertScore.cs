namespace Streams.Schemas.Alerts;

/// <summary>What a model said.</summary>
/// <param name="Value">0 to 1.</param>
/// <param name="Model"><c>name/version/hash</c>.</param>
public sealed record AlertScore(double Value, string Model);
