namespace Streams.Schemas.Alerts;

/// <summary>An alert that the other side will never take.</summary>
/// <param name="Alert">The alert.</param>
/// <param name="Reason">What the other side said.</param>
public sealed record RefusedAlert(SinkAlert Alert, string Reason);
