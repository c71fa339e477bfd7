using System.Text.Json;
using Streams.Schemas.Events;
using Streams.Schemas.Json;
using Streams.Schemas.Parsing;

namespace Streams.Schemas.Sources;

/// <summary>What all parsers share: the checks before, the one event that is reused, the time's order of preference, and syntax errors as values.</summary>
internal abstract class RecordParser(EventSource source, ParserOptions options) : IRecordParser
{
    /// <inheritdoc />
    public EventSource Source => source;

    /// <summary>Limits and defaults.</summary>
    protected ParserOptions Options => options;

    /// <summary>The event that is reused.</summary>
    protected ParsedEvent Parsed { get; } = new();

    /// <summary>Buffers for escaped JSON.</summary>
    protected JsonBuffers Buffers { get; } = new();

    /// <inheritdoc />
    public void Parse(in RawRecord record, IParseSink sink)
    {
        if (record.Value.Length > options.MaxLineBytes)
        {
            sink.OnDead(new DeadElement(DeadReason.TooLong, "longer than the limit", 0, record.Value));
            return;
        }

        if (record.Value.Span.IndexOfAnyExcept(" \t\r\n"u8) < 0)
        {
            sink.OnDead(new DeadElement(DeadReason.Empty, "no text", 0, record.Value));
            return;
        }

        Parsed.Reset(source);
        DeadReason reason;
        string detail;
        try
        {
            (reason, detail) = Read(in record);
        }
        catch (JsonException)
        {
            (reason, detail) = (DeadReason.InvalidJson, "not valid JSON");
        }

        if (detail.Length > 0)
        {
            sink.OnDead(new DeadElement(reason, detail, 0, record.Value));
            return;
        }

        Deliver(in record, sink);
    }

    /// <summary>What <see cref="Read"/> answers when the event is ready.</summary>
    protected static (DeadReason Reason, string Detail) Done => (DeadReason.Malformed, string.Empty);

    /// <summary>Reads a record that is neither empty nor too long; answers <see cref="Done"/> or why the record is dead.</summary>
    protected abstract (DeadReason Reason, string Detail) Read(in RawRecord record);

    /// <summary>Tells the sink of what was read.</summary>
    protected virtual void Deliver(in RawRecord record, IParseSink sink) => sink.OnEvent(Parsed);

    /// <summary>The answer for a passed limit.</summary>
    protected static (DeadReason Reason, string Detail) Limit(DeadReason? failure) =>
        (failure ?? DeadReason.InvalidJson, failure switch
        {
            DeadReason.TooDeep => "nested deeper than the limit",
            DeadReason.TooManyFields => "more fields than the limit",
            _ => "not a JSON object",
        });

    /// <summary>Sets a time from within the record, where it is one and none better is known.</summary>
    protected void SetTime(long time, TimeSource from)
    {
        if (time != EventTime.None && Parsed.TimeSource == TimeSource.None)
        {
            Parsed.Time = time;
            Parsed.TimeSource = from;
        }
    }

    /// <summary>Falls back to the append time, then to the time base.</summary>
    protected void SetTimeFromOutside(in RawRecord record)
    {
        SetTime(record.AppendTime, TimeSource.Kafka);
        if (options.TimeBase is { } timeBase)
        {
            SetTime((timeBase.UtcTicks - DateTime.UnixEpoch.Ticks) * 100, TimeSource.TimeBase);
        }
    }
}
