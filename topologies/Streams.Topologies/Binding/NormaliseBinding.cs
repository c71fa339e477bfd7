using System.Text;
using Streams.Engine.Hosting;
using Streams.Redaction;
using Streams.Schemas.Avro;
using Streams.Schemas.Behaviours;
using Streams.Schemas.DeadLetters;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;
using Streams.Schemas.Parsing;
using Streams.Schemas.Signals;
using Streams.Schemas.Sources;
using Streams.Schemas.Watermarks;
using Streams.Topologies.Entities;
using Streams.Topologies.Normalise;
using Streams.Topologies.Normalise.Feeds;
using Streams.Topologies.Rules;
using Streams.Topologies.Time;

namespace Streams.Topologies.Binding;

/// <summary>Binds stage A to one raw partition.</summary>
public sealed class NormaliseBinding : IStageTask, INormaliseOutput
{
    /// <summary>PATH_MAX: names of files are kept, and no file has a longer one.</summary>
    private const int LongestFile = 4_096;
    private readonly StageTaskContext _context;
    private readonly TopicNames _topics;
    private readonly AvroWriter _writer = new();
    private readonly NormaliseLane[] _lanes;
    private readonly SourceChoice? _choice;
    private static readonly BatchCodec<Observation> OfObservations = new(ObservationCodec.Begin, ObservationCodec.Add, ObservationCodec.End);
    private static readonly BatchCodec<Behaviour> OfBehaviours = new(BehaviourCodec.Begin, BehaviourCodec.Add, BehaviourCodec.End);
    private readonly PartitionedBatches<Observation> _batches;
    private readonly PartitionedBatches<Behaviour> _behaviours;
    private readonly Redactor _redactor;
    private readonly DeadLetterBody _letters;
    private readonly PipelineStatus _status;
    private readonly TimeProvider _clock;
    private bool _hasHeartbeats;
    private bool _dirty;

    /// <param name="context">The task.</param>
    /// <param name="sources">The sources of the topic; of several, each record goes to the one that recognises it.</param>
    /// <param name="topics">Where results go.</param>
    /// <param name="registry">The rules.</param>
    /// <param name="options">The options.</param>
    /// <param name="table">The process's entities.</param>
    /// <param name="status">Where the task's account can be read.</param>
    /// <param name="clock">Tells whether a backlog is being caught up on.</param>
    public NormaliseBinding(
        StageTaskContext context,
        IReadOnlyList<EventSource> sources,
        TopicNames topics,
        RuleRegistry registry,
        NormaliseOptions options,
        EntityTable table,
        PipelineStatus status,
        TimeProvider clock
    )
    {
        (_context, _topics, _status, _clock) = (context, topics, status, clock);
        _choice = sources.Count > 1 ? new SourceChoice(sources, options.Parser) : null;
        _lanes = [.. sources.Select(source => Lane(source, registry, options, table))];
        _batches = new PartitionedBatches<Observation>(context.Output, topics.Observations, static o => o.Subject, OfObservations);
        _behaviours = new PartitionedBatches<Behaviour>(context.Output, topics.Observations, static b => b.Cluster, OfBehaviours);
        _redactor = options.Redactor();
        _letters = new DeadLetterBody(_redactor, isRedacted: options.DeadLetters == "redacted");
    }

    private NormaliseLane Lane(EventSource source, RuleRegistry registry, NormaliseOptions options, EntityTable table)
    {
        var origin = _topics.OriginOf(_context.Topic, _context.Partition, source);
        return new NormaliseLane(_context.Store, _choice is null ? "" : source.Name() + ".", source, origin, state => new NormaliseStage(
            source,
            origin,
            registry,
            options,
            table,
            state,
            this
        ));
    }

    /// <inheritdoc/>
    public void Restored()
    {
        _dirty = true; // downstream must hear the whole on assignment
        foreach (var lane in _lanes)
        {
            _status.Put(lane.Origin, lane.Restored());
            _status.Dialects[lane.Origin] = (lane.Source, lane.Stage.Dialects);
            lane.Stage.Tick(Timestamp.Now(_clock));
        }
    }

    /// <inheritdoc/>
    public void Process(in StageInput input)
    {
        var append = Timestamp.FromMilliseconds(input.TimestampMs);
        _dirty = true;
        if (input.Value.Length == 0 && input.Headers?.TryGetLastBytes(WatermarkVector.ClockHeader, out _) == true)
        {
            _hasHeartbeats = true;
            _lanes[0].Stage.Heartbeat(append);
            Others(_lanes[0], append);
            return;
        }

        var record = new RawRecord
        {
            Value = input.Value,
            Key = input.Key,
            AppendTime = append,
            FileName =
                input.Headers?.TryGetLastBytes(RecordHeaders.File, out var name) == true && name.Length <= LongestFile ? Encoding.UTF8.GetString(name) : null,
        };
        var lane = _choice is null ? _lanes[0] : LaneOf(_choice.Choose(in record));
        lane.Stage.Process(record, new Provenance(input.Topic, input.Partition, input.Offset, input.Offset));
        Others(lane, append);
    }

    private NormaliseLane LaneOf(EventSource source) => Array.Find(_lanes, lane => lane.Source == source)!; // the choice is among the lanes' sources

    /// <summary>The record was another lane's: time passes in these.</summary>
    private void Others(NormaliseLane lane, Timestamp append)
    {
        foreach (var other in _lanes)
        {
            if (other != lane)
            {
                other.Stage.EndOfLog(append);
            }
        }
    }

    /// <inheritdoc/>
    public void GiveUp(in StageInput input)
    {
        var append = Timestamp.FromMilliseconds(input.TimestampMs);
        _lanes[0].Stage.GaveUp(append);
        Others(_lanes[0], append);
        _dirty = true;
    }

    /// <inheritdoc/>
    public bool Tick(long wallClockMs)
    {
        var isAppendTime = _context.IsAppendTime;
        var ended = _context.AtEndOfLog(out var began) && isAppendTime;
        foreach (var lane in _lanes)
        {
            _status.Clocks[lane.Origin] =
                isAppendTime ? OriginClock.Broker
                : _hasHeartbeats ? OriginClock.Heartbeats
                : OriginClock.None;
            if (ended)
            {
                lane.Stage.EndOfLog(Timestamp.FromMilliseconds(began));
                _dirty = true;
            }

            _dirty |= lane.Stage.Tick(Timestamp.FromMilliseconds(wallClockMs));
        }

        if (!_dirty)
        {
            return false;
        }

        _dirty = false;
        _batches.Close();
        _behaviours.Close();
        foreach (var lane in _lanes)
        {
            Tell(lane);
        }

        return true;
    }

    private void Tell(NormaliseLane lane)
    {
        var mark = lane.Stage.Watermark();
        var vector = new WatermarkVector(mark.Origin, [mark]);
        Watermarks.Send(_context.Output, _topics.Signals, vector, _writer);
        Watermarks.Send(_context.Output, _topics.Observations, vector, _writer);
        if (EntityTable.IsTeacher(lane.Source))
        {
            // Behind the facts: so that other processes know how far they know this partition's pods.
            Watermarks.Send(
                _context.Output,
                _topics.Entities,
                new WatermarkVector(mark.Origin, [new OriginMark(mark.Source, mark.Origin, lane.Stage.Taught, [])]),
                _writer
            );
        }
        else if (lane.AskedTold != lane.Stage.Asked)
        {
            // So that they do not forget pods that this partition has still to ask for.
            lane.AskedTold = lane.Stage.Asked;
            Watermarks.Send(
                _context.Output,
                _topics.Entities,
                new WatermarkVector(mark.Origin, [new OriginMark(mark.Source, mark.Origin, lane.Stage.Asked, [])]),
                _writer
            );
        }
    }

    /// <inheritdoc/>
    public void Flush()
    {
        _batches.Close();
        _behaviours.Close();
        foreach (var lane in _lanes)
        {
            lane.Flush();
        }
    }

    void INormaliseOutput.Event(Event e)
    {
        foreach (var rule in e.Rules)
        {
            PipelineStatus.Count(_status.Matches, rule);
        }

        _context.Output.Send(_topics.Events, KeyOf(e), EventCodec.Encode(e, _writer), origin: Origins.Of(e.Provenance));
    }

    void INormaliseOutput.Feed(Event e, FeedRecord record) =>
        _context.Output.Send(_topics.Feeds[record.Format.Name], KeyOf(e), record.Document, FeedHeaders.Of(record), origin: Origins.Of(e.Provenance));

    private static byte[] KeyOf(Event e) =>
        Encoding.UTF8.GetBytes(e.Entities[EntityKind.PodUid] ?? e.Entities[EntityKind.Principal] ?? e.Entities[EntityKind.Node] ?? "");

    void INormaliseOutput.Signal(Signal signal) =>
        _context.Output.Send(
            _topics.Signals,
            Encoding.UTF8.GetBytes(signal.Group),
            SignalCodec.Encode(signal, _writer),
            origin: Origins.Of(signal.Evidence.Provenance)
        );

    void INormaliseOutput.Observe(Observation observation) => _batches.Add(observation);

    void INormaliseOutput.Behave(Behaviour behaviour) => _behaviours.Add(behaviour);

    void INormaliseOutput.Fact(EntityFact fact) => _context.Output.Send(_topics.Entities, Encoding.UTF8.GetBytes(fact.Key), EntityCodec.Encode(fact, _writer));

    void INormaliseOutput.Forget(string factKey) => _context.Output.Send(_topics.Entities, Encoding.UTF8.GetBytes(factKey), null);

    void INormaliseOutput.Dead(DeadLetter letter) =>
        _context.Output.Send(
            _topics.DeadLetters,
            letter.Key.ToArray(),
            _letters.Of(letter.Value),
            new DeadLetterHeaders(letter.Reason.Name(), _redactor.Redact(letter.Detail))
            {
                Parser = letter.Source.Name(),
                Topic = letter.Provenance.Origin,
                Partition = letter.Provenance.Partition,
                Offset = letter.Provenance.Position,
            }.Write()
        );
}
