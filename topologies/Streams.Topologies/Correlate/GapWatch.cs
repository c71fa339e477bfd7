using Streams.Detections.Correlations.Gap;
using Streams.Schemas.Alerts;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;
using Streams.Schemas.Signals;
using Streams.Schemas.Watermarks;
using Streams.Topologies.Rules;
using Streams.Topologies.State;
using Streams.Topologies.Time;

namespace Streams.Topologies.Correlate;

/// <summary>
/// <c>gap</c>: a source of a node that is silent for the timespan while another source of that node goes on.
/// It fires when the timespan is over and is updated when the source speaks again; read from the watermarks alone.
/// A node is looked at when its last segment falls due, not at every watermark: what it costs follows what falls silent, not how many nodes there are.
/// </summary>
internal sealed class GapWatch(
    ActiveRule active,
    string cluster,
    WatermarkState watermarks,
    TimeOptions options,
    CorrelationStates<GapState> states,
    ICorrelateOutput output
)
{
    private const long LookAgain = Timestamp.Second;
    private const long LookAtMost = 30 * Timestamp.Second;
    private const long TidyEvery = 60 * Timestamp.Second;
    private readonly PriorityQueue<string, Timestamp> _due = new();
    private readonly Dictionary<string, Timestamp> _planned = new(StringComparer.Ordinal);
    private bool _isPlanned;
    private bool _isUntidy;
    private Timestamp _tidied = Timestamp.Unknown;
    private readonly SessionRule _session = SessionRule.Of(active.Rule);
    private readonly long _timespan = TimeOptions.Nanos(active.Rule.Timespan);
    private readonly EventSource _source = ((GapDefinition)active.Rule.Definition).Source; // it watches gaps

    private readonly CorrelationHash _hash = active.Rule.ContentHash;
    private readonly int _least = ((GapDefinition)active.Rule.Definition).MinCount; // as above
    private int _forgotten;

    /// <summary>The rule through the loaded rule sets.</summary>
    public ActiveRule Active { get; set; } = active;

    /// <summary>The source that is watched.</summary>
    public EventSource Source => _source;

    /// <summary>The silences that are open.</summary>
    public int Open => states.Of(_hash).Count(s => !s.State.IsClosed);

    /// <summary>Looks at the nodes that fall due, where their group belongs to this task.</summary>
    public void Advance(Func<string, bool> isMine)
    {
        Plan(isMine);
        var frontier = watermarks.Frontier(_source);
        if ((_isUntidy || _forgotten != watermarks.Nodes.Forgotten) && (!_tidied.IsKnown || frontier - _tidied >= TidyEvery))
        {
            (_isUntidy, _forgotten, _tidied) = (false, watermarks.Nodes.Forgotten, frontier);
            Forget();
        }

        while (frontier.IsKnown && _due.TryPeek(out var node, out var at) && at <= frontier)
        {
            _due.Dequeue();
            if (_planned.GetValueOrDefault(node) == at)
            {
                Look(node, frontier);
            }
        }
    }

    /// <summary>The rule is in force no more: what is open is closed as it stands.</summary>
    public void End() => Silences.End(states, _hash, output);

    /// <summary>Every node is planned once: all that are known where the watch is new, and later those that are named first.</summary>
    private void Plan(Func<string, bool> isMine)
    {
        if (!_isPlanned)
        {
            _isPlanned = true;
            foreach (var node in watermarks.Nodes.Of(_source).Keys)
            {
                Plan(node, isMine);
            }
        }

        foreach (var (source, node) in watermarks.Nodes.New)
        {
            if (source == _source)
            {
                Plan(node, isMine);
            }
        }
    }

    private void Plan(string node, Func<string, bool> isMine)
    {
        if (node.Length > 0 && isMine(GroupOf(node)))
        {
            PlanAt(node, Timestamp.Unknown);
        }
    }

    private void PlanAt(string node, Timestamp frontier)
    {
        _planned[node] = frontier;
        _due.Enqueue(node, frontier);
    }

    /// <summary>Judges the silences of a node that are due, and plans when to look again.</summary>
    private void Look(string node, Timestamp frontier)
    {
        if (watermarks.Nodes.Find(_source, node) is not { } segments)
        {
            _planned.Remove(node);
            return;
        }

        var next = Timestamp.Never;
        for (var i = 0; i < segments.All.Count; i++)
        {
            var resumed = i + 1 < segments.All.Count ? segments.All[i + 1].Since : (Timestamp?)null;
            var due = segments.All[i].Until + _timespan;
            var judgedAt = due + options.LatenessOf(_source);
            if (resumed < due)
            {
                continue;
            }

            if (frontier < judgedAt)
            {
                next = Timestamp.Min(next, judgedAt);
                continue;
            }

            var isJudged = due >= Active.From && due < Active.Until;
            var lasted = (resumed ?? frontier - options.LatenessOf(_source)) - segments.All[i].Until;
            var verdict = isJudged ? Judge(node, GroupOf(node), segments.All[i], resumed, lasted) : Silence.Unproven;
            if (verdict != Silence.Concluded)
            {
                // What is unproven may be proven by a source that lags: the longer it stands, the more seldom it is looked at.
                next = Timestamp.Min(next, frontier + LookAgain + (verdict == Silence.Open ? 0 : Math.Min((frontier - judgedAt) / 16, LookAtMost)));
            }
        }

        PlanAt(node, next.IsNever ? frontier + LookAgain : next);
    }

    private string GroupOf(string node) => $"{node}\u001f{_source.Name()}";

    private Silence Judge(string node, string group, Segment before, Timestamp? resumed, long lasted)
    {
        var due = before.Until + _timespan;
        var key = StateKey.Of(_hash, $"{group}@{before.Until.Nanoseconds}");
        var state = states.Get(key);
        if (state is { IsClosed: true })
        {
            return Silence.Concluded;
        }

        if (state is null && (!SourceRate.WasSteady(watermarks.Nodes.Find(_source, node)!, before.Until, _timespan, lasted, _least) || !OthersGoOn(node, due))) // a listed node has segments
        {
            return Silence.Unproven;
        }

        var isFinal = resumed is not null && watermarks.Progress(_source).IsKnown && watermarks.Progress(_source) >= resumed;
        var alert = AlertOf(
            node,
            group,
            before.Until,
            resumed,
            due,
            isFinal ? AlertStatus.Closed
                : state is null ? AlertStatus.Open
                : AlertStatus.Updated
        );
        if (state is null || state.Written.LastSeen != alert.LastSeen || isFinal)
        {
            if (state is null && isFinal)
            {
                output.Alert(alert with { Status = AlertStatus.Open });
            }

            output.Alert(alert);
            states.Put(key, new GapState { Written = alert, IsClosed = isFinal });
        }

        _isUntidy |= isFinal;
        return isFinal ? Silence.Concluded : Silence.Open;
    }

    /// <summary>Silences whose segments are no longer remembered can never be judged again; one of a node that is forgotten is closed as it stands.</summary>
    private void Forget()
    {
        foreach (var (key, state) in states.Of(_hash))
        {
            var segments = watermarks.Nodes.Find(_source, state.Written.Entities[EntityKind.Node]!); // every silence has a node
            if (segments is null && !state.IsClosed)
            {
                output.Alert(state.Written with { Status = AlertStatus.Closed });
            }

            if (segments is null || (state.IsClosed && !segments.All.Any(s => s.Until == state.Written.FirstSeen)))
            {
                states.Remove(key);
            }
        }
    }

    private bool OthersGoOn(string node, Timestamp due)
    {
        foreach (var other in EventSources.All)
        {
            if (other != _source && watermarks.Nodes.Find(other, node)?.Covers(due) == true)
            {
                return true;
            }
        }

        return false;
    }

    private Alert AlertOf(string node, string group, Timestamp silent, Timestamp? resumed, Timestamp due, AlertStatus status)
    {
        var entities = new EntitySet { [EntityKind.Node] = node, [EntityKind.Cluster] = cluster.Length == 0 ? null : cluster };
        var until = resumed ?? due;
        var stage = Active.At(due);
        return new Alert
        {
            Id = _session.IdOf(group, silent),
            RuleId = stage.Rule.Meta.Id,
            RuleSet = stage.Version.Name,
            Title = stage.Rule.Meta.Title,
            Level = stage.Rule.Meta.Level.ToString().ToLowerInvariant(),
            Status = status,
            Time = due,
            FirstSeen = silent,
            LastSeen = until,
            Count = 1,
            Entities = entities,
            Attack = stage.Rule.Meta.Attack,
            Sources = [_source],
            Evidence = [],
            BlindSpots = [$"{_source.Name()} of {node} silent from {silent.Format()} {(resumed is null ? "on" : $"to {until.Format()}")}"],
        };
    }
}
