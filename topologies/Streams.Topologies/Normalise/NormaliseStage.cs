using Streams.Detections.Matching;
using Streams.Schemas.DeadLetters;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;
using Streams.Schemas.Parsing;
using Streams.Schemas.Sources;
using Streams.Schemas.Watermarks;
using Streams.Topologies.Entities;
using Streams.Topologies.Rules;
using Streams.Topologies.Time;

namespace Streams.Topologies.Normalise;

/// <summary>
/// Stage A for one raw partition: unwrap, parse, resolve, match. Knows neither Kafka nor the clock. Bad data is a dead letter, never an exception.
/// </summary>
public sealed class NormaliseStage : IParseSink
{
    private readonly EventSource _source;
    private readonly NormaliseOptions _options;
    private readonly NormaliseState _state;
    private readonly INormaliseOutput _output;
    private readonly IRecordParser _parser;
    private readonly TaughtEntities? _teacher;
    private readonly AskedEntities _asker;
    private readonly EventJudge _judge;
    private readonly Verdict _verdict = new();
    private readonly OriginTracker _tracker;
    private readonly LineJoiner? _joiner;
    private readonly BoundedTime _times;
    private readonly EntityBuffer _buffer;
    private RawRecord _record;
    private Provenance _provenance;
    private bool _mayWait;
    private bool _mustWait;
    private Timestamp _clock = Timestamp.Unknown;

    /// <param name="source">The source of the partition.</param>
    /// <param name="origin"><c>topic-partition</c>.</param>
    /// <param name="registry">The rules.</param>
    /// <param name="options">The options.</param>
    /// <param name="table">The process's entities.</param>
    /// <param name="state">The partition's state.</param>
    /// <param name="output">Where results go.</param>
    public NormaliseStage(
        EventSource source,
        string origin,
        RuleRegistry registry,
        NormaliseOptions options,
        EntityTable table,
        NormaliseState state,
        INormaliseOutput output
    )
    {
        (_source, _options, _state, _output) = (source, options, state, output);
        _teacher = EntityTable.IsTeacher(source) ? new TaughtEntities(origin, table, output) : null;
        _asker = new AskedEntities(origin, table);
        _parser = RecordParsers.Create(source, options.Parser);
        _judge = EventJudge.Of(registry, options, table);
        _tracker = new OriginTracker(source, origin, state.Nodes, state.Counts.Frontier, options.Time);
        _times = new BoundedTime(options.Time);
        _joiner = RecordParsers.Joiner(source, options.Parser) is { } joiner ? new LineJoiner(state.Parts, joiner) : null;
        _buffer = new EntityBuffer(state.Buffer, table, options.Time);
    }

    /// <summary>In which dialects the events came.</summary>
    public DialectCounts Dialects { get; } = new();

    /// <summary>Where every element went.</summary>
    public NormaliseCounts Counts => _state.Counts;

    /// <summary>The append time up to which everything that this partition teaches has been taken in, whether or not its events still wait.</summary>
    public Timestamp Taught => _tracker.Frontier;

    /// <summary>The append time from which on its events may still ask for pods, as last told.</summary>
    public Timestamp Asked => _asker.Told;

    /// <summary>Takes in a raw record.</summary>
    public void Process(in RawRecord record, in Provenance provenance)
    {
        Release(record.AppendTime);
        Parse(record, provenance, mayWait: true);
        Advance(record.AppendTime);
    }

    /// <summary>A record at which the process ended three times has been made a dead letter by the engine: it is counted, and the partition goes on behind it.</summary>
    public void GaveUp(Timestamp append)
    {
        _state.Counts.AddDead(1);
        Advance(append);
    }

    /// <summary>Takes in a heartbeat: the clock of a topic whose records carry no append time. Counted as health.</summary>
    public void Heartbeat(Timestamp clock)
    {
        _state.Counts.AddHealth();
        EndOfLog(clock);
    }

    /// <summary>Nothing was appended before this time that has not been processed.</summary>
    public void EndOfLog(Timestamp append)
    {
        Release(append);
        Advance(append);
    }

    /// <summary>
    /// Time passes: the sources that teach pods may have been read further by now; where they stand still, what has waited longer than the wait in local time waits no more.
    /// </summary>
    /// <param name="now">The local time.</param>
    /// <returns>Whether anything was released.</returns>
    public bool Tick(Timestamp now)
    {
        var before = _buffer.Oldest;
        if (_clock.IsKnown)
        {
            Release(_clock);
        }

        if (_buffer.Tick(now) is { IsKnown: true } ended)
        {
            while (_buffer.TryTakeUpTo(ended, out var buffered))
            {
                Parse(buffered);
            }
        }

        return _buffer.Oldest != before;
    }

    /// <summary>The watermark to send behind the results so far.</summary>
    public OriginMark Watermark() => _tracker.Take(Timestamp.Min(_buffer.Oldest, _joiner?.Oldest ?? Timestamp.Never));

    void IParseSink.OnEvent(ParsedEvent parsed)
    {
        if (_mustWait)
        {
            // The record waits for its first item; what the others teach does not.
            _judge.Learn(parsed, _times.Of(parsed, _record.AppendTime), _output);
            return;
        }

        if (_joiner is null || !_joiner.Takes(parsed))
        {
            Accept(parsed, _provenance);
        }
        else if (_joiner.Add(parsed, _record, _provenance) is { } joined)
        {
            Accept(joined.Event, joined.Provenance);
        }
        else
        {
            _state.Counts.AddFragment();
        }
    }

    void IParseSink.OnDead(in DeadElement dead)
    {
        if (!_mustWait)
        {
            Bury(in dead);
        }
    }

    private void Parse(BufferedRecord buffered) => Parse(buffered.ToRecord(), buffered.ToProvenance(), mayWait: false);

    private void Parse(in RawRecord record, in Provenance provenance, bool mayWait)
    {
        (_record, _provenance, _mayWait, _mustWait) = (record, provenance, mayWait, false);
        _parser.Parse(in _record, this);
        if (_mustWait)
        {
            _buffer.Add(record, provenance);
        }
    }

    private void Accept(ParsedEvent parsed, Provenance provenance)
    {
        var time = _times.Of(parsed, _record.AppendTime);
        var node = BoundedName.Of(parsed.Fields.String(Field.NodeName) ?? parsed.Fields.String(Field.HostName) ?? _options.Node);
        try
        {
            if (parsed.Type != EventType.Health)
            {
                parsed.IsStartOmitted = _state.Counts.IsStartOmitted(time);
                _judge.Learn(parsed, time, _output);
                var resolution = _judge.Resolve(parsed, time);
                if (_mayWait && parsed.Index == 0 && _buffer.Helps(resolution, _record.AppendTime))
                {
                    _mustWait = true;
                    return;
                }

                _state.Counts.Early += resolution == Resolution.Unknown ? 1 : 0;
                _judge.Judge(parsed, time, node, provenance, _verdict);
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // A bug of ours, met while deciding: nothing has been written, so the record can be kept as it is.
            Bury(new DeadElement(DeadReason.Internal, $"{e.GetType().Name}: {e.Message}", parsed.Index, _record.Value));
            return;
        }

        _tracker.Saw(node, time, _record.AppendTime);
        _state.Counts.Saw(parsed.Time, time);
        if (AuditStage.IsStart(parsed.Fields))
        {
            _state.Counts.Started = Timestamp.Max(_state.Counts.Started, time);
        }

        Dialects.Add(parsed);
        if (parsed.Type == EventType.Health)
        {
            _state.Counts.AddHealth();
        }
        else
        {
            _state.Counts.AddEvent(_verdict.Ungrouped);
            _verdict.WriteTo(_output);
        }
    }

    private void Bury(in DeadElement dead)
    {
        if (dead.Reason == DeadReason.UnknownEnvelope)
        {
            Dialects.AddUnknown(dead.Count);
        }

        _state.Counts.AddDead(dead.Count);
        _output.Dead(new DeadLetter(_source, dead.Reason, dead.Detail, _provenance, dead.Index, _record.Key, dead.Bytes));
    }

    /// <summary>Takes up what waited once the sources that teach pods have been read past the wait.</summary>
    private void Release(Timestamp append)
    {
        while (_buffer.TryTake(append, out var buffered))
        {
            Parse(buffered);
        }
    }

    private void Advance(Timestamp append)
    {
        _clock = append;
        _tracker.Advance(append);
        _state.Counts.Frontier = _tracker.Frontier;
        foreach (var orphan in _joiner?.Expire(append) ?? [])
        {
            _record = orphan.Record;
            _mayWait = false;
            Accept(orphan.Event, orphan.Provenance);
            _state.Counts.RemoveFragment();
        }
        _asker.Report(_tracker.Frontier, _buffer);
        _teacher?.Report(_tracker.Frontier);
    }
}
