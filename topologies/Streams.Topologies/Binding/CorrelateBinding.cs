using System.Text;
using Streams.Engine.Hosting;
using Streams.Redaction;
using Streams.Schemas.Alerts;
using Streams.Schemas.Avro;
using Streams.Schemas.Events;
using Streams.Schemas.Signals;
using Streams.Schemas.Watermarks;
using Streams.Topologies.Correlate;
using Streams.Topologies.Correlate.Groups;
using Streams.Topologies.Correlate.Storms;
using Streams.Topologies.Normalise;
using Streams.Topologies.Rules;
using Streams.Topologies.State;
using Streams.Topologies.Time;

namespace Streams.Topologies.Binding;

/// <summary>Binds stage C to one partition of signals.</summary>
public sealed class CorrelateBinding : IStageTask, ICorrelateOutput
{
    private readonly StageTaskContext _context;
    private readonly TopicNames _topics;
    private readonly PipelineStatus _status;
    private readonly Redactor _redactor;
    private readonly AvroWriter _writer = new();
    private readonly TaskStates _states;
    private readonly StoredWatermarks _watermarks;
    private readonly CorrelateStage _stage;
    private readonly Func<string, bool> _isMine;

    /// <param name="context">The task.</param>
    /// <param name="topics">Where results go.</param>
    /// <param name="registry">The rules.</param>
    /// <param name="options">Lateness, time-outs, the cluster's name, secrets.</param>
    /// <param name="shape">The origins, and the partitions of B and C.</param>
    /// <param name="status">Where counts can be read.</param>
    /// <param name="storm">When many alerts of a rule are told as one.</param>
    /// <param name="room">How many groups are kept.</param>
    public CorrelateBinding(
        StageTaskContext context,
        TopicNames topics,
        RuleRegistry registry,
        NormaliseOptions options,
        PipelineShape shape,
        PipelineStatus status,
        StormOptions? storm = null,
        GroupRoomOptions? room = null
    )
    {
        (_context, _topics, _status, _redactor) = (context, topics, status, options.Redactor());
        _states = new TaskStates(context.Store);
        _states.Add("format", name => new StateFormat(context.Store, name));
        var (groups, gaps) = (_states.Add("group", name => new GroupStore(context.Store, name)), _states.Whole<GapState>("gap"));
        var unknownRules = _states.Whole<BufferedItems<Signal>>("awaited");
        var (storms, members) = (_states.Whole<StormState>("storm"), _states.Whole<StormMember>("storm-member"));
        _watermarks = _states.Add("watermarks", _ => new StoredWatermarks(context.Store));
        _stage = new CorrelateStage(
            registry,
            options.Time,
            options.Cluster,
            shape,
            new CorrelateState(groups, gaps, unknownRules, _watermarks.Memory, _watermarks.Counts, storms, members),
            this,
            storm,
            room
        );
        _isMine = group => KeyPartitioner.Of(Encoding.UTF8.GetBytes(group), shape.SignalPartitions) == context.Partition;
    }

    /// <inheritdoc/>
    public void Restored()
    {
        _states.Load();
        _stage.Restored();
        _status.Counts[$"correlate-{_context.Partition}"] = _watermarks.Counts;
    }

    /// <inheritdoc/>
    public void Process(in StageInput input)
    {
        if (Watermarks.IsWatermark(in input))
        {
            if (WatermarkCodec.Decode(input.Value) is { } vector)
            {
                _stage.Process(vector, _isMine);
                _status.Frontiers[_context.Partition] = _stage.Frontier;
                ShowSilences();
            }
            else
            {
                Unreadable.Send(_context, _topics, in input, "watermark");
            }
        }
        else if (!_stage.Process(input.Value))
        {
            Unreadable.Send(_context, _topics, in input, "signal");
        }
    }

    /// <inheritdoc/>
    public bool Tick(long wallClockMs) => _stage.Tick(wallClockMs);

    /// <inheritdoc/>
    public void Flush() => _states.Flush();

    /// <summary>The silences on the status; of a source whose rule is gone there are none.</summary>
    private void ShowSilences()
    {
        var open = _stage.Silences.ToDictionary(s => s.Source, s => s.Open);
        foreach (var source in EventSources.All)
        {
            if (open.ContainsKey(source) || _status.Silences.ContainsKey((_context.Partition, source)))
            {
                _status.Silences[(_context.Partition, source)] = open.GetValueOrDefault(source);
            }
        }
    }

    void ICorrelateOutput.Alert(Alert alert)
    {
        _context.Output.Send(
            _topics.Alerts,
            Encoding.UTF8.GetBytes(alert.Id),
            AlertCodec.Encode(_redactor.Redact(alert), _writer),
            origin: Origins.Of(alert.Evidence)
        );
        if (alert.Status == AlertStatus.Open)
        {
            PipelineStatus.Count(_status.Alerts, alert.RuleId);
        }
    }

    void ICorrelateOutput.Unknown(Signal signal) =>
        _context.Output.Send(
            _topics.DeadLetters,
            Encoding.UTF8.GetBytes(signal.Group),
            SignalCodec.Encode(signal, _writer),
            UnknownRule.Headers(signal.Correlation, signal.Evidence.Source, _topics.Signals)
        );

    void ICorrelateOutput.Blind(string ruleId) => PipelineStatus.Count(_status.Blind, ruleId);
}
