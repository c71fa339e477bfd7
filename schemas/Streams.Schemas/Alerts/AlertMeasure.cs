namespace Streams.Schemas.Alerts;

/// <summary>What a rule counted or measured when it fired.</summary>
/// <param name="Value">The number.</param>
/// <param name="Limit">What it was compared with: <c>&gt;= 5</c>.</param>
public sealed record AlertMeasure(double Value, string Limit);
