namespace Streams.Schemas.Events;

/// <summary>
/// One event as a parser leaves it: reused by its parser, so it is valid only during <c>IParseSink.OnEvent</c>.
/// </summary>
public sealed class ParsedEvent
{
    /// <summary>Its source.</summary>
    public EventSource Source { get; set; }

    /// <summary>Its type within the source.</summary>
    public EventType Type { get; set; }

    /// <summary>Its time, or <see cref="Timestamp.Unknown"/>.</summary>
    public Timestamp Time { get; set; } = Timestamp.Unknown;

    /// <summary>Where the time comes from.</summary>
    public TimeSource TimeSource { get; set; }

    /// <summary>Whether the line tells its time no finer than a millisecond, so that equal lines of one time are several events.</summary>
    public bool IsCoarse { get; set; }

    /// <summary>The place within the record, from 0 (the items of an EventList).</summary>
    public int Index { get; set; }

    /// <summary>The canonical fields.</summary>
    public FieldSet Fields { get; } = new();

    /// <summary>What the shipper's envelope held: the JSON object of audit, Falco and journal records, else the line.</summary>
    public ReadOnlyMemory<byte> Document { get; set; }

    /// <summary>Whether <see cref="Document"/> is a JSON object.</summary>
    public bool IsJson { get; set; }

    /// <summary>Whether this is a part of an event whose rest follows: a line with CRI's tag <c>P</c>, a record of Linux audit that others belong to.</summary>
    public bool Continues { get; set; }

    /// <summary>Of an event of several records (Linux audit) the text of those that came, as they are joined; else empty.</summary>
    public ReadOnlyMemory<byte> Records { get; set; }

    /// <summary>Whether its API server seems to write no audit event when a request begins to answer, so that its end stands for it.</summary>
    public bool IsStartOmitted { get; set; }

    /// <summary>The innermost envelope that the event came in; <c>bare</c> where there was none.</summary>
    public string Envelope { get; set; } = "bare";

    /// <summary>The dialect it was written in; null until it is known.</summary>
    public string? Dialect { get; set; }

    /// <summary>Sets a time, where it is one and none better is known.</summary>
    public void SetTime(Timestamp time, TimeSource from)
    {
        if (time.IsKnown && TimeSource == TimeSource.None)
        {
            (Time, TimeSource) = (time, from);
        }
    }

    /// <summary>Forgets what a dialect added that turned out to be another's: all fields behind the first <paramref name="fields"/>.</summary>
    public void Undo(int fields)
    {
        Fields.Truncate(fields);
        (Type, Time, TimeSource, IsCoarse, Document, IsJson, Continues, Records, Dialect) = (
            EventType.Other,
            Timestamp.Unknown,
            TimeSource.None,
            false,
            default,
            false,
            false,
            default,
            null
        );
    }

    /// <summary>Makes the event ready for the next record.</summary>
    public void Reset(EventSource source)
    {
        Source = source;
        Type = EventType.Other;
        Time = Timestamp.Unknown;
        TimeSource = TimeSource.None;
        IsCoarse = false;
        Index = 0;
        Fields.Clear();
        Document = default;
        IsJson = false;
        (Continues, Records) = (false, default);
        IsStartOmitted = false;
        (Envelope, Dialect) = ("bare", null);
    }
}
