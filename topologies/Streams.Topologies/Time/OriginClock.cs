namespace Streams.Topologies.Time;

/// <summary>What lets time pass at the end of a raw partition's log.</summary>
public enum OriginClock
{
    /// <summary>Nothing: the records carry their producer's time and no heartbeats come, so the end of the log says nothing. Windows stay open, absence is blind.</summary>
    None,

    /// <summary>The broker's time (LogAppendTime).</summary>
    Broker,

    /// <summary>Heartbeats among the records.</summary>
    Heartbeats,
}
