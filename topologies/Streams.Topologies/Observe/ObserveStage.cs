using Streams.Detections.Rules;
using Streams.Models.Registry;
using Streams.Models.Scoring;
using Streams.Schemas.Behaviours;
using Streams.Schemas.Events;
using Streams.Schemas.Signals;
using Streams.Schemas.Watermarks;
using Streams.Topologies.Observe.Habits;
using Streams.Topologies.Rules;
using Streams.Topologies.Time;

namespace Streams.Topologies.Observe;

/// <summary>Stage B: first-seen and rare values, beacons and scores per feature key. Knows neither Kafka nor the clock.</summary>
public sealed class ObserveStage
{
    private readonly RuleRegistry _registry;
    private readonly UnknownRuleBuffer<Observation> _unknownRules;
    private readonly FeatureParts _parts;
    private readonly IReadOnlyDictionary<Type, IFeature> _features;
    private readonly HabitFeature _habits;
    private readonly WatermarkState _watermarks;
    private readonly StageCounts _counts;
    private readonly IObserveOutput _output;
    private RuleTimeline _timeline;
    private bool _isRestored;
    private bool _hasNews = true; // since the last watermark

    /// <param name="registry">The rules.</param>
    /// <param name="options">The options.</param>
    /// <param name="shape">The origins whose watermarks it waits for.</param>
    /// <param name="models">The models by name.</param>
    /// <param name="state">What the task keeps.</param>
    /// <param name="output">Where results go.</param>
    /// <param name="windows">The models over windows of features; null: none.</param>
    /// <param name="labels">What is said of alerts; null: nothing.</param>
    public ObserveStage(
        RuleRegistry registry,
        ObserveOptions options,
        PipelineShape shape,
        IReadOnlyDictionary<string, INameScorer> models,
        ObserveState state,
        IObserveOutput output,
        ModelRegistry? windows = null,
        LabelRegistry? labels = null
    )
    {
        (_registry, _timeline, _counts, _output) = (registry, registry.Timeline, state.Counts, output);
        _unknownRules = new UnknownRuleBuffer<Observation>(state.UnknownRules, GiveUp);
        _parts = new FeatureParts(state, options, models);
        _features = FeatureTypes.Create(_parts);
        EventSource[] unread = [.. EventSources.All.Except(shape.Origins.Values)];
        _habits = new HabitFeature(options.Habits, state.Habits, _counts, output, windows ?? new ModelRegistry(), labels ?? new LabelRegistry(), unread);
        _habits.Follow(_timeline.Habits);
        _watermarks = new WatermarkState(shape, options.Time, observe: false, state.Memory);
    }

    /// <summary>What came in.</summary>
    public StageCounts Counts => _counts;

    /// <summary>What is held back from learning.</summary>
    public QuarantineCounts Quarantine => _habits.Quarantine;

    /// <summary>Whether the watermark must not be told on: observations wait for a rule set, and their findings will be earlier than it.</summary>
    public bool HoldsWatermark => !_unknownRules.IsEmpty;

    /// <summary>Call after the state has been restored.</summary>
    public void Restored()
    {
        _watermarks.Restored();
        _parts.Restored();
        foreach (var feature in _features.Values)
        {
            feature.Restored();
        }

        _habits.Restored();
        _isRestored = true;
    }

    /// <summary>Takes in an observation.</summary>
    public void Process(Observation observation)
    {
        FollowRules();
        if (!_timeline.Features.TryGetValue(observation.Correlation, out var active))
        {
            _unknownRules.Add(observation.Correlation, observation);
            return;
        }

        Process(observation, active.Rule);
    }

    /// <summary>Takes in a behaviour.</summary>
    public void Process(Behaviour behaviour)
    {
        FollowRules();
        _habits.Add(behaviour);
    }

    /// <summary>Takes in a watermark, and judges what it has passed.</summary>
    public void Process(WatermarkVector vector)
    {
        FollowRules();
        _watermarks.Merge(vector);
        foreach (var active in _timeline.Features.Values)
        {
            if (_hasNews || (_watermarks.Moved & active.SourceBits) != 0)
            {
                FeatureOf(active.Rule).Advance(active.Rule, Progress(active.Sources), _output);
            }
        }

        _hasNews = false;

        _habits.Advance(Progress);
    }

    /// <summary>Call before a commit.</summary>
    public void Flush() => _habits.Flush();

    /// <summary>What C must be told after the results so far.</summary>
    public WatermarkVector Forward(int partition) => _watermarks.Forward(PipelineShape.Observe(partition));

    /// <summary>Time passes: what waits for a rule set waits for five minutes of local time.</summary>
    /// <param name="wallClockMs">The local time, milliseconds since the epoch.</param>
    /// <returns>Whether anything has changed.</returns>
    public bool Tick(long wallClockMs)
    {
        var before = _unknownRules.IsEmpty;
        FollowRules();
        return _unknownRules.Tick(wallClockMs) || _unknownRules.IsEmpty != before;
    }

    private void Process(Observation observation, CorrelationRule rule)
    {
        _hasNews = true;
        if (observation.IsSighting)
        {
            FeatureOf(rule).Sight(observation);
            return;
        }

        _counts.In++;
        _counts.Late += observation.Evidence.Time < _watermarks.Progress(observation.Evidence.Source) ? 1 : 0;
        _counts.Duplicate += FeatureOf(rule).Add(rule, observation, _output) ? 0 : 1;
    }

    /// <summary>Where other rule sets are loaded than before, and after a restore: what is known for correlations that none of them has is forgotten.</summary>
    private void FollowRules()
    {
        if (ReferenceEquals(_registry.Timeline, _timeline) && !_isRestored)
        {
            return;
        }

        (_timeline, _isRestored, _hasNews) = (_registry.Timeline, false, true);
        foreach (var feature in _features.Values)
        {
            feature.Keep(_timeline.Features);
        }

        _habits.Follow(_timeline.Habits);
        TakeUpAwaited();
    }

    private void TakeUpAwaited()
    {
        foreach (var (hash, active) in _timeline.Features)
        {
            foreach (var observation in _unknownRules.Take(hash))
            {
                Process(observation, active.Rule);
            }
        }
    }

    private void GiveUp(Observation observation)
    {
        _counts.Unknown++;
        _output.Unknown(observation);
    }

    private IFeature FeatureOf(CorrelationRule rule) => _features[rule.Definition.GetType()];

    private Timestamp Progress(IReadOnlyList<EventSource> sources)
    {
        var least = Timestamp.Never;
        foreach (var source in sources)
        {
            least = Timestamp.Min(least, _watermarks.IsConfigured(source) ? _watermarks.Progress(source) : Timestamp.Never);
        }

        return least.IsNever ? Timestamp.Unknown : least;
    }
}
