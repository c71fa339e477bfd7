using System.Text;
using Streams.Engine.Hosting;
using Streams.Schemas.Avro;
using Streams.Schemas.Behaviours;
using Streams.Schemas.DeadLetters;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;
using Streams.Schemas.Parsing;
using Streams.Schemas.Signals;
using Streams.Schemas.Watermarks;
using Streams.Topologies.Entities;
using Streams.Topologies.Normalise;
using Streams.Topologies.Rules;
using Streams.Topologies.State;
using Streams.Topologies.Time;

namespace Streams.Topologies.Binding;

/// <summary>Binds stage A to one raw partition.</summary>
public sealed class NormaliseBinding : IStageTask, INormaliseOutput
{
    private const string AccountKey = "account";
    private readonly StageTaskContext _context;
    private readonly EventSource _source;
    private readonly string _origin;
    private readonly TopicNames _topics;
    private readonly AvroWriter _writer = new();
    private readonly StoreState<PartsOfLine> _parts;
    private readonly StoreState<PendingRecord> _pending;
    private readonly StoreState<StageAccount> _accounts;
    private readonly StoreState<NodeTrack> _nodes;
    private readonly Func<NormaliseState, NormaliseStage> _create;
    private readonly PendingQueue _queue;
    private static readonly BatchCodec<Observation> OfObservations = new(ObservationCodec.Begin, ObservationCodec.Add, ObservationCodec.End);
    private static readonly BatchCodec<Behaviour> OfBehaviours = new(BehaviourCodec.Begin, BehaviourCodec.Add, BehaviourCodec.End);
    private readonly PartitionedBatches<Observation> _batches;
    private readonly PartitionedBatches<Behaviour> _behaviours;
    private readonly BoardOfAccounts _board;
    private readonly TimeProvider _clock;
    private NormaliseStage? _stage;
    private bool _hasHeartbeats;
    private bool _dirty;

    /// <param name="context">The task.</param>
    /// <param name="source">The source of the topic.</param>
    /// <param name="topics">Where results go.</param>
    /// <param name="book">The rules.</param>
    /// <param name="options">The options.</param>
    /// <param name="table">The process's entities.</param>
    /// <param name="board">Where the task's account can be read.</param>
    /// <param name="clock">Tells whether a backlog is being caught up on.</param>
    public NormaliseBinding(StageTaskContext context, EventSource source, TopicNames topics, RuleBook book, NormaliseOptions options, EntityTable table, BoardOfAccounts board, TimeProvider clock)
    {
        (_context, _source, _topics, _board, _clock) = (context, source, topics, board, clock);
        _origin = $"{context.Topic}-{context.Partition}";
        _parts = new StoreState<PartsOfLine>(context.Store, "parts");
        _pending = new StoreState<PendingRecord>(context.Store, "pending");
        _accounts = new StoreState<StageAccount>(context.Store, "account");
        _nodes = new StoreState<NodeTrack>(context.Store, "node");
        _queue = new PendingQueue(_pending);
        _batches = new PartitionedBatches<Observation>(context.Output, topics.Observations, static o => o.Subject, OfObservations);
        _behaviours = new PartitionedBatches<Behaviour>(context.Output, topics.Observations, static b => b.Cluster, OfBehaviours);
        _create = state => new NormaliseStage(source, _origin, book, options, table, state, this);
    }

    /// <inheritdoc/>
    public void Restored()
    {
        _parts.Load();
        _pending.Load();
        _accounts.Load();
        _nodes.Load();
        _queue.Restored();
        var account = _accounts.Get(AccountKey) ?? new StageAccount();
        _accounts.Put(AccountKey, account);
        _board.Put(_origin, account);
        _dirty = true; // downstream must hear the whole on assignment
        _stage = _create(new NormaliseState(_parts, _queue, _nodes, account));
        _board.Dialects[$"{_context.Topic}-{_context.Partition}"] = (_source, _stage.Dialects);
        _stage.Tick(_clock.GetUtcNow().ToUnixTimeMilliseconds() * EventTime.Millisecond);
    }

    /// <inheritdoc/>
    public void Process(in StageInput input)
    {
        var append = input.TimestampMs * EventTime.Millisecond;
        _dirty = true;
        if (input.Value.Length == 0 && input.Headers?.TryGetLastBytes(WatermarkVector.ClockHeader, out _) == true)
        {
            _hasHeartbeats = true;
            _stage!.Heartbeat(append); // Restored comes first
            return;
        }

        string? file = null;
        if (input.Headers?.TryGetLastBytes(RecordHeaders.File, out var name) == true)
        {
            file = Encoding.UTF8.GetString(name);
        }

        var record = new RawRecord { Value = input.Value, Key = input.Key, AppendTime = append, FileName = file };
        _stage!.Process(record, new Provenance(input.Topic, input.Partition, input.Offset, input.Offset)); // Restored comes first
    }

    /// <inheritdoc/>
    public void GiveUp(in StageInput input)
    {
        _stage!.GaveUp(input.TimestampMs * EventTime.Millisecond); // Restored comes first
        _dirty = true;
    }

    /// <inheritdoc/>
    public bool Tick(long wallClockMs)
    {
        var isAppendTime = _context.IsAppendTime;
        _board.Clocks[_origin] = isAppendTime ? OriginClock.Broker : _hasHeartbeats ? OriginClock.Heartbeats : OriginClock.None;
        if (isAppendTime && _context.AtEndOfLog(out var began))
        {
            _stage!.EndOfLog(began * EventTime.Millisecond); // Restored comes first
            _dirty = true;
        }

        _dirty |= _stage!.Tick(wallClockMs * EventTime.Millisecond); // Restored comes first
        if (!_dirty)
        {
            return false;
        }

        _dirty = false;
        var mark = _stage.Watermark();
        var vector = new WatermarkVector(mark.Origin, [mark]);
        _batches.Close();
        _behaviours.Close();
        Watermarks.Send(_context.Output, _topics.Signals, vector, _writer);
        Watermarks.Send(_context.Output, _topics.Observations, vector, _writer);
        if (EntityTable.IsTeacher(_source))
        {
            // Behind the facts: so that other processes know how far they know this partition's pods.
            Watermarks.Send(_context.Output, _topics.Entities, new WatermarkVector(mark.Origin, [new OriginMark(mark.Source, mark.Origin, _stage.Taught, [])]), _writer);
        }

        return true;
    }

    /// <inheritdoc/>
    public void Flush()
    {
        _batches.Close();
        _behaviours.Close();
        _accounts.Touch(AccountKey);
        _parts.Flush();
        _pending.Flush();
        _accounts.Flush();
        _nodes.Flush();
    }

    void INormaliseOutput.Event(Event e)
    {
        foreach (var rule in e.Rules)
        {
            BoardOfAccounts.Count(_board.Matches, rule);
        }

        _context.Output.Send(_topics.Events, Encoding.UTF8.GetBytes(e.Entities[EntityKind.PodUid] ?? e.Entities[EntityKind.Principal] ?? e.Entities[EntityKind.Node] ?? ""), EventCodec.Encode(e, _writer));
    }

    void INormaliseOutput.Signal(Signal signal) => _context.Output.Send(_topics.Signals, Encoding.UTF8.GetBytes(signal.Group), SignalCodec.Encode(signal, _writer));

    void INormaliseOutput.Observe(Observation observation) => _batches.Add(observation);

    void INormaliseOutput.Behave(Behaviour behaviour) => _behaviours.Add(behaviour);

    void INormaliseOutput.Fact(EntityFact fact) => _context.Output.Send(_topics.Entities, Encoding.UTF8.GetBytes(fact.Key), EntityCodec.Encode(fact, _writer));

    void INormaliseOutput.Forget(string factKey) => _context.Output.Send(_topics.Entities, Encoding.UTF8.GetBytes(factKey), null);

    void INormaliseOutput.Dead(DeadLetter letter) => _context.Output.Send(_topics.DeadLetters, letter.Key.ToArray(), letter.Value.ToArray(), new DeadLetterHeaders(letter.Reason.Name(), letter.Detail)
    {
        Parser = letter.Source.Name(),
        Topic = letter.Provenance.Origin,
        Partition = letter.Provenance.Partition,
        Offset = letter.Provenance.Position,
    }.Write());
}
