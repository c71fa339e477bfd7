namespace Streams.Connectors.Kafka.Reading;

/// <summary>Where a reader begins.</summary>
public enum ReadFrom
{
    /// <summary>At what the group has acknowledged; where there is nothing, at the beginning.</summary>
    Acknowledged,

    /// <summary>At the beginning of the log.</summary>
    Beginning,

    /// <summary>At the end: only what comes from now on.</summary>
    End,
}
