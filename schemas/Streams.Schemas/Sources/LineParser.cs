using System.Buffers;
using System.Text;
using Streams.Schemas.Events;
using Streams.Schemas.Joining;
using Streams.Schemas.Parsing;

namespace Streams.Schemas.Sources;

/// <summary>
/// Parses a file of one source line by line, joins the parts of events (container lines, records of Linux audit) and keeps the account.
/// Parts still open at the end, or when too many lines are open at once, become events that say so. Owned by one thread.
/// </summary>
public sealed class LineParser : IParseSink
{
    private const int MostOpen = 1024;
    private readonly IRecordParser _parser;
    private readonly IPartJoiner?[] _joiners = new IPartJoiner?[EventSources.Count];
    private readonly ILineSink _sink;
    private readonly Dictionary<string, (EventParts Parts, IPartJoiner Joiner)> _open = new(StringComparer.Ordinal);
    private readonly ArrayBufferWriter<byte> _key = new();
    private readonly ParsedEvent _orphan = new();
    private long _line;
    private Timestamp _appendTime = Timestamp.Unknown;

    /// <summary>Parses lines of a source into a sink.</summary>
    public LineParser(EventSource source, ParserOptions options, ILineSink sink)
        : this([source], options, sink) { }

    /// <summary>Parses lines that may be any of the sources' into a sink.</summary>
    public LineParser(IReadOnlyList<EventSource> sources, ParserOptions options, ILineSink sink)
    {
        _parser = RecordParsers.Create(sources, options);
        foreach (var source in sources)
        {
            _joiners[(int)source] = SourceTable.Rows[(int)source].Joiner?.Invoke(options);
        }

        _sink = sink;
    }

    /// <summary>The account so far; complete after <see cref="End"/>.</summary>
    public LineCounts Counts { get; private set; }

    /// <summary>Parses the next line.</summary>
    public void Line(in RawRecord record)
    {
        _line++;
        _appendTime = record.AppendTime;
        _parser.Parse(in record, this);
    }

    /// <summary>Ends the file: open parts become events that say so.</summary>
    public void End()
    {
        foreach (var (parts, joiner) in _open.Values)
        {
            joiner.Orphan(parts, _orphan);
            Counts = Counts with { Fragments = Counts.Fragments - 1, Events = Counts.Events + 1 };
            _sink.OnEvent(_orphan, parts.First, parts.Last);
        }

        _open.Clear();
    }

    /// <summary>Parses a whole stream. The file's name is the container's identity, where it has the form of one.</summary>
    public LineCounts Parse(Stream stream, int maxLineBytes, string? fileName = null)
    {
        var reader = new LineReader(stream, maxLineBytes);
        while (reader.TryRead(out var line))
        {
            Line(
                new RawRecord
                {
                    Value = line,
                    AppendTime = Timestamp.Unknown,
                    FileName = fileName,
                }
            );
        }

        End();
        return Counts;
    }

    /// <summary>Parses a whole stream as one record.</summary>
    public LineCounts ParseValue(Stream stream, string? fileName = null)
    {
        using var value = new MemoryStream();
        stream.CopyTo(value);
        Line(
            new RawRecord
            {
                Value = value.ToArray(),
                AppendTime = Timestamp.Unknown,
                FileName = fileName,
            }
        );
        End();
        return Counts;
    }

    /// <inheritdoc />
    void IParseSink.OnEvent(ParsedEvent parsed)
    {
        if (_joiners[(int)parsed.Source] is { } joiner && joiner.Takes(parsed, _open.Count > 0))
        {
            Join(parsed, joiner);
            return;
        }

        Send(parsed, _line);
    }

    /// <inheritdoc />
    void IParseSink.OnDead(in DeadElement dead)
    {
        Counts = Counts with { Dead = Counts.Dead + dead.Count };
        _sink.OnDead(in dead, _line);
    }

    private void Send(ParsedEvent parsed, long first)
    {
        Counts = parsed.Type == EventType.Health ? Counts with { Health = Counts.Health + 1 } : Counts with { Events = Counts.Events + 1 };
        _sink.OnEvent(parsed, first, _line);
    }

    private void Join(ParsedEvent parsed, IPartJoiner joiner)
    {
        _key.ResetWrittenCount();
        joiner.WriteKey(parsed, _key);
        var key = $"{parsed.Source.Name()}|{Encoding.UTF8.GetString(_key.WrittenSpan)}";
        var known = _open.TryGetValue(key, out var open);
        var parts = known ? open.Parts : new EventParts();
        switch (joiner.Accept(parts, parsed, _line, _appendTime))
        {
            case JoinResult.Whole:
                Send(parsed, _line);
                break;
            case JoinResult.Buffered:
                Counts = Counts with { Fragments = Counts.Fragments + 1 };
                Hold(key, parts, joiner, known);
                break;
            default:
                Send(parsed, parts.First);
                _open.Remove(key);
                break;
        }
    }

    private void Hold(string key, EventParts parts, IPartJoiner joiner, bool known)
    {
        if (known)
        {
            return;
        }

        if (_open.Count >= MostOpen)
        {
            End();
        }

        _open[key] = (parts, joiner);
    }
}
