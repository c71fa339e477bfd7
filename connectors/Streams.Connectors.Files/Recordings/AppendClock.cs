using Streams.Schemas.Events;
using Streams.Schemas.Parsing;

namespace Streams.Connectors.Files.Recordings;

/// <summary>Says when a broker would have appended a line: at its own event time, but never before the line before it.</summary>
internal sealed class AppendClock(EventSource source, ParserOptions options) : IParseSink
{
    private readonly IRecordParser _parser = RecordParsers.Create(source, options);
    private long _seen;
    private long _last = EventTime.None;

    /// <summary>The append time of the next line, or <see cref="EventTime.None"/> where no line has told a time yet.</summary>
    public long Next(byte[] line, string file)
    {
        _seen = EventTime.None;
        _parser.Parse(new RawRecord { Value = line, AppendTime = _last, FileName = file }, this);
        if (_seen > _last)
        {
            _last = _seen;
        }

        return _last;
    }

    void IParseSink.OnEvent(ParsedEvent parsed)
    {
        if (parsed.TimeSource is not (TimeSource.None or TimeSource.Kafka))
        {
            _seen = Math.Max(_seen, parsed.Time);
        }
    }

    void IParseSink.OnDead(DeadReason reason, string detail, int index)
    {
    }
}
