namespace Streams.Schemas.Alerts;

/// <summary>An alert on its way out.</summary>
/// <param name="Alert">The alert.</param>
/// <param name="AppendTimeMs">When its record was appended to <c>alerts</c>, milliseconds since the epoch: the same on every retry.</param>
/// <param name="Partition">The partition of <c>alerts</c> that it stands in; within one, append times never fall.</param>
public sealed record SinkAlert(Alert Alert, long AppendTimeMs, int Partition = 0);
