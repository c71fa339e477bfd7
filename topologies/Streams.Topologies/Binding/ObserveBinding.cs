using System.Text;
using Streams.Engine.Hosting;
using Streams.Models.Registry;
using Streams.Models.Scoring;
using Streams.Schemas.Avro;
using Streams.Schemas.Behaviours;
using Streams.Schemas.Features;
using Streams.Schemas.Models;
using Streams.Schemas.Signals;
using Streams.Schemas.Watermarks;
using Streams.Topologies.Observe;
using Streams.Topologies.Observe.Habits;
using Streams.Topologies.Rules;
using Streams.Topologies.State;
using Streams.Topologies.Time;

namespace Streams.Topologies.Binding;

/// <summary>Binds stage B to one partition of observations.</summary>
public sealed class ObserveBinding : IStageTask, IObserveOutput
{
    private readonly StageTaskContext _context;
    private readonly TopicNames _topics;
    private readonly PipelineStatus _status;
    private readonly AvroWriter _writer = new();
    private readonly TaskStates _states;
    private readonly StoredWatermarks _watermarks;
    private readonly ObserveStage _stage;
    private bool _heard;

    /// <param name="context">The task.</param>
    /// <param name="topics">Where results go.</param>
    /// <param name="registry">The rules.</param>
    /// <param name="options">The options.</param>
    /// <param name="shape">The origins.</param>
    /// <param name="models">The models by name.</param>
    /// <param name="status">Where counts can be read.</param>
    /// <param name="windows">The models over windows of features; null: none.</param>
    /// <param name="labels">What is said of alerts; null: nothing.</param>
    public ObserveBinding(
        StageTaskContext context,
        TopicNames topics,
        RuleRegistry registry,
        ObserveOptions options,
        PipelineShape shape,
        IReadOnlyDictionary<string, INameScorer> models,
        PipelineStatus status,
        ModelRegistry? windows = null,
        LabelRegistry? labels = null
    )
    {
        (_context, _topics, _status) = (context, topics, status);
        _states = new TaskStates(context.Store);
        _states.Add("format", name => new StateFormat(context.Store, name));
        _watermarks = _states.Add("watermarks", _ => new StoredWatermarks(context.Store));
        _stage = new ObserveStage(
            registry,
            options,
            shape,
            models,
            new ObserveState(
                _states.Parted<FirstSeenState>("first"),
                _states.Whole<BufferedItems<Observation>>("awaited"),
                _watermarks.Memory,
                _watermarks.Counts
            )
            {
                Rare = _states.Whole<RareState>("rare"),
                Beacons = _states.Parted<BeaconState>("beacons"),
                Buffered = _states.Parted<BufferedObservations>("waiting"),
                Habits = new HabitStore(context.Store),
            },
            this,
            windows,
            labels
        );
    }

    /// <inheritdoc/>
    public void Restored()
    {
        _states.Load();
        _stage.Restored();
        _status.Counts[$"observe-{_context.Partition}"] = _watermarks.Counts;
        _status.Quarantine[$"observe-{_context.Partition}"] = _stage.Quarantine;
        _heard = true; // downstream must hear the whole on assignment
    }

    /// <inheritdoc/>
    public void Process(in StageInput input)
    {
        if (Watermarks.IsWatermark(in input))
        {
            if (WatermarkCodec.Decode(input.Value) is { } vector)
            {
                _stage.Process(vector);
                _heard = true;
            }
            else
            {
                Unreadable.Send(_context, _topics, in input, "watermark");
            }
        }
        else if (BehaviourCodec.Decode(input.Value) is { } behaviours)
        {
            foreach (var behaviour in behaviours)
            {
                _stage.Process(behaviour);
            }
        }
        else if (ObservationCodec.Decode(input.Value) is { } observations)
        {
            foreach (var observation in observations)
            {
                _stage.Process(observation);
            }
        }
        else
        {
            Unreadable.Send(_context, _topics, in input, "batch of observations");
        }
    }

    /// <inheritdoc/>
    public bool Tick(long wallClockMs)
    {
        var changed = _stage.Tick(wallClockMs);
        if (!_heard || _stage.HoldsWatermark)
        {
            return changed;
        }

        _heard = false;
        Watermarks.Send(_context.Output, _topics.Signals, _stage.Forward(_context.Partition), _writer);
        return true;
    }

    /// <inheritdoc/>
    public void Flush()
    {
        _stage.Flush();
        _states.Flush();
    }

    void IObserveOutput.Signal(Signal signal) =>
        _context.Output.Send(
            _topics.Signals,
            Encoding.UTF8.GetBytes(signal.Group),
            SignalCodec.Encode(signal, _writer),
            origin: Origins.Of(signal.Evidence.Provenance)
        );

    void IObserveOutput.Unknown(Observation observation)
    {
        ObservationCodec.Begin(_writer);
        ObservationCodec.Add(observation, _writer);
        _context.Output.Send(
            _topics.DeadLetters,
            Encoding.UTF8.GetBytes(observation.Subject),
            ObservationCodec.End(_writer),
            UnknownRule.Headers(observation.Correlation, observation.Evidence.Source, _topics.Observations)
        );
    }

    void IObserveOutput.Features(FeatureVector vector) =>
        _context.Output.Send(_topics.Features[vector.Set], Encoding.UTF8.GetBytes(vector.Entity), FeatureCodec.Encode(vector, _writer));

    void IObserveOutput.Score(ModelScore score) =>
        _context.Output.Send(_topics.Scores, Encoding.UTF8.GetBytes(score.Entity), ModelScoreCodec.Encode(score, _writer));
}
