namespace Streams.Detections.Rules;

/// <summary>Sigma's levels, least first. The number is on the wire.</summary>
public enum Level : byte
{
    Informational = 0,
    Low = 1,
    Medium = 2,
    High = 3,
    Critical = 4,
}
