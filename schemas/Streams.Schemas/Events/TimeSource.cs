namespace Streams.Schemas.Events;

/// <summary>Where an event's time comes from, best first. The number is on the wire: append only.</summary>
public enum TimeSource : byte
{
    /// <summary>No time is known.</summary>
    None = 0,

    /// <summary>The record's own (audit stage timestamp, <c>evt.time</c>, the journal's source time).</summary>
    Record = 1,

    /// <summary>The shipper's envelope.</summary>
    Envelope = 2,

    /// <summary>The CRI or syslog header.</summary>
    Header = 3,

    /// <summary>The Kafka record's timestamp.</summary>
    Kafka = 4,

    /// <summary>The option <c>--time-base</c>, for files without any time.</summary>
    TimeBase = 5,
}
