using Streams.Schemas.Events;
using Streams.Schemas.Parsing;
using Streams.Schemas.Sources;

namespace Streams.Connectors.Files.Recordings;

/// <summary>
/// Says when a broker would have appended a line: at its own event time, but never before the line before it.
/// A line that is far ahead of the one before waits for the next line with a time: where that one is not as far, the first had a wrong clock and moves nothing.
/// </summary>
internal sealed class AppendClock(EventSource source, ParserOptions options) : IParseSink
{
    /// <summary>Steps up to this are believed at once: 10 minutes.</summary>
    private const long Step = 600 * Timestamp.Second;

    /// <summary>The most lines that wait for a time.</summary>
    private const int MaxBuffered = 100_000;
    private readonly IRecordParser _parser = RecordParsers.Create(source, options);
    private readonly List<RecordedLine> _buffered = [];
    private Timestamp _seen;
    private Timestamp _ahead = Timestamp.Unknown;
    private Timestamp _last = Timestamp.Unknown;

    /// <summary>Takes in the next line.</summary>
    /// <returns>The lines whose append time is known by now, in order.</returns>
    public IEnumerable<RecordedLine> Add(RecordedLine line)
    {
        var seen = TimeOf(line);
        if (seen.IsKnown && _ahead.IsKnown)
        {
            foreach (
                var buffered in Release(
                    seen >= _ahead - Step ? _ahead
                    : _last.IsKnown ? _last
                    : seen
                )
            )
            {
                yield return buffered;
            }
        }

        if (_buffered.Count == 0 && _last.IsKnown && seen <= _last + Step)
        {
            _last = Timestamp.Max(_last, seen);
            yield return At(line, _last);
            yield break;
        }

        _buffered.Add(line);
        _ahead = !seen.IsKnown ? _ahead : seen;
        if (_buffered.Count >= MaxBuffered)
        {
            foreach (var buffered in End())
            {
                yield return buffered;
            }
        }
    }

    /// <summary>Whether there were lines and nothing said when: none told its time with year and zone, and the options name none. Known at the end.</summary>
    public bool IsTimeless { get; private set; }

    /// <summary>No line follows: gives out what still waits. Where no line told a time, that of the options holds, else the epoch.</summary>
    public IEnumerable<RecordedLine> End()
    {
        if (_ahead.IsKnown || _last.IsKnown)
        {
            return Release(_ahead.IsKnown ? _ahead : _last);
        }

        IsTimeless = _buffered.Count > 0 && options.TimeBase is null;
        return Release(Timestamp.From(options.TimeBase ?? DateTimeOffset.UnixEpoch));
    }

    void IParseSink.OnEvent(ParsedEvent parsed)
    {
        if (parsed.TimeSource is not (TimeSource.None or TimeSource.Kafka))
        {
            _seen = Timestamp.Max(_seen, parsed.Time);
        }
    }

    void IParseSink.OnDead(in DeadElement dead) { }

    private RecordedLine[] Release(Timestamp time)
    {
        var released = new RecordedLine[_buffered.Count];
        for (var i = 0; i < released.Length; i++)
        {
            released[i] = At(_buffered[i], time);
        }

        _buffered.Clear();
        (_last, _ahead) = (time, Timestamp.Unknown);
        return released;
    }

    private Timestamp TimeOf(RecordedLine line)
    {
        _seen = Timestamp.Unknown;
        _parser.Parse(
            new RawRecord
            {
                Value = line.Value,
                AppendTime = _last,
                FileName = line.File,
            },
            this
        );
        return _seen;
    }

    private static RecordedLine At(RecordedLine line, Timestamp time) => line with { AppendTime = time.Floor(Timestamp.Millisecond) };
}
