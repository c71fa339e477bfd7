namespace Streams.Schemas.Alerts;

/// <summary>Where an alert stands. The number is on the wire: append only.</summary>
public enum AlertStatus : byte
{
    Open = 0,
    Updated = 1,
    Closed = 2,

    /// <summary>Lateness moved what it rests on: another alert takes its place.</summary>
    Superseded = 3,

    /// <summary>It goes on, and has an entity that it never had before: worth another notification.</summary>
    Renewed = 4,
}
