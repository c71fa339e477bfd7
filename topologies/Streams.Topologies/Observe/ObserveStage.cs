using Streams.Detections.Rules;
using Streams.Models.Scoring;
using Streams.Schemas.Signals;
using Streams.Schemas.Watermarks;
using Streams.Topologies.Rules;
using Streams.Topologies.Time;

namespace Streams.Topologies.Observe;

/// <summary>Stage B: first-seen and rare values, beacons and scores per feature key. Knows neither Kafka nor the clock.</summary>
public sealed class ObserveStage
{
    private readonly RulePlan _plan;
    private readonly FirstSeen _firstSeen;
    private readonly Rare _rare;
    private readonly Beacon _beacon;
    private readonly NameScore _nameScore;
    private readonly WatermarkState _watermarks;
    private readonly StageCounts _counts;
    private readonly IObserveOutput _output;

    /// <param name="plan">The rules.</param>
    /// <param name="options">The options.</param>
    /// <param name="shape">The origins whose watermarks it waits for.</param>
    /// <param name="models">The models by name.</param>
    /// <param name="state">What the task keeps.</param>
    /// <param name="output">Where results go.</param>
    public ObserveStage(RulePlan plan, ObserveOptions options, PipelineShape shape, IReadOnlyDictionary<string, INameScorer> models, ObserveState state, IObserveOutput output)
    {
        (_plan, _counts, _output) = (plan, state.Counts, output);
        _firstSeen = new FirstSeen(state.FirstSeen, options, _counts);
        _rare = new Rare(state.Rare, options, _counts);
        _beacon = new Beacon(state.Beacons, options, _counts);
        _nameScore = new NameScore(state.Windows, models, options);
        _watermarks = new WatermarkState(shape, options.Time, observe: false, state.Memory);
    }

    /// <summary>What came in.</summary>
    public StageCounts Counts => _counts;

    /// <summary>Call after the state has been restored.</summary>
    public void Restored()
    {
        _watermarks.Restored();
        _firstSeen.Restored();
        _rare.Restored();
        _beacon.Restored();
    }

    /// <summary>Takes in an observation.</summary>
    public void Process(Observation observation)
    {
        if (!_plan.Features.TryGetValue(observation.Correlation, out var rule))
        {
            _counts.Unknown++;
            return;
        }

        if (observation.IsSighting)
        {
            _firstSeen.Sight(observation);
            return;
        }

        _counts.In++;
        _counts.Late += observation.Evidence.Time < _watermarks.Progress(observation.Evidence.Source) ? 1 : 0;
        _counts.Duplicate += Add(rule, observation) ? 0 : 1;
    }

    /// <summary>Takes in a watermark, and judges what it has passed.</summary>
    public void Process(WatermarkVector vector)
    {
        _watermarks.Merge(vector);
        foreach (var rule in _plan.Features.Values)
        {
            Advance(rule, Progress(rule));
        }
    }

    /// <summary>What C must be told after the results so far.</summary>
    public WatermarkVector Forward(int partition) => _watermarks.Forward(PipelineShape.Observe(partition));

    private bool Add(CorrelationRule rule, Observation observation)
    {
        switch (rule.Kind)
        {
            case CorrelationKind.Rare:
                return _rare.Add(rule, observation, _output);
            case CorrelationKind.Beacon:
                return _beacon.Add(rule, observation, _output);
            case CorrelationKind.Score:
                _nameScore.Add(rule, observation, _output);
                return true;
            default:
                return _firstSeen.Add(rule, observation, _output);
        }
    }

    private void Advance(CorrelationRule rule, long progress)
    {
        switch (rule.Kind)
        {
            case CorrelationKind.Rare:
                _rare.Advance(rule, progress, _output);
                break;
            case CorrelationKind.Beacon:
                _beacon.Advance(rule, progress, _output);
                break;
            case CorrelationKind.FirstSeen:
                _firstSeen.Advance(rule, progress, _output);
                break;
            case var _ when progress != WatermarkState.Unknown:
                _nameScore.Advance(progress, _output);
                break;
        }
    }

    private long Progress(CorrelationRule rule)
    {
        var least = long.MaxValue;
        foreach (var source in _plan.SourcesOf(rule))
        {
            least = Math.Min(least, _watermarks.IsConfigured(source) ? _watermarks.Progress(source) : long.MaxValue);
        }

        return least == long.MaxValue ? WatermarkState.Unknown : least;
    }
}
