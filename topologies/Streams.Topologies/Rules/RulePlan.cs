using Streams.Detections.Correlations;
using Streams.Detections.Correlations.Habit;
using Streams.Detections.Rules;
using Streams.Detections.Yaml;
using Streams.Models.Scoring;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;
using Streams.Schemas.Signals;

namespace Streams.Topologies.Rules;

/// <summary>
/// A rule set as the stages run it: for each detection where its matches go, for B and C the correlations by content hash. Immutable after building; shared by all tasks.
/// </summary>
public sealed class RulePlan
{
    private readonly RuleSet _rules;
    private readonly Dictionary<string, CorrelationRule> _byId;
    private readonly Dictionary<string, int> _detectionOf;
    private readonly List<RuleError> _errors = [];

    private RulePlan(RuleSet rules)
    {
        _rules = rules;
        _byId = rules.Correlations.Where(c => !c.IsPlain).ToDictionary(c => c.Meta.Id, StringComparer.Ordinal);
        _detectionOf = rules.Detections.Select((d, i) => (d.Meta.Id, i)).ToDictionary(d => d.Id, d => d.i, StringComparer.Ordinal);
        Signals = [.. rules.Detections.Select(_ => new List<SignalTarget>())];
        Observations = [.. rules.Detections.Select(_ => new List<ObservationTarget>())];
        Alerting = new RuleMeta?[rules.Detections.Count];
    }

    /// <summary>The rules.</summary>
    public RuleSet Rules => _rules;

    /// <summary>C's correlations: those that alert, by content hash.</summary>
    public Dictionary<CorrelationHash, CorrelationRule> Roots { get; } = new(CorrelationHashComparer.Instance);

    /// <summary>B's correlations by content hash.</summary>
    public Dictionary<CorrelationHash, CorrelationRule> Features { get; } = new(CorrelationHashComparer.Instance);

    /// <summary>The correlations over the habits of entities and over windows of features, by content hash; they read no rule.</summary>
    public Dictionary<CorrelationHash, CorrelationRule> Habits { get; } = new(CorrelationHashComparer.Instance);

    /// <summary>Where B tells what it finds of a habit, by the habit's content hash: the correlation itself where it alerts, and those that read it.</summary>
    internal Dictionary<CorrelationHash, List<CorrelationHash>> HabitTargets { get; } = new(CorrelationHashComparer.Instance);

    /// <summary>The entities whose first event B must know, and the correlations whose subject they are.</summary>
    internal List<(EntityKind Kind, List<CorrelationHash> Correlations)> Sighted { get; } = [];

    internal List<SignalTarget>[] Signals { get; }

    internal List<ObservationTarget>[] Observations { get; }

    /// <summary>By detection the rule that alerts of each of its matches; null: it is only read by others.</summary>
    internal RuleMeta?[] Alerting { get; }

    /// <summary>Plans a rule set; what cannot be planned is reported and left out.</summary>
    public static (RulePlan Plan, IReadOnlyList<RuleError> Errors) Of(RuleSet rules)
    {
        var plan = new RulePlan(rules);
        foreach (var correlation in rules.Correlations)
        {
            if (correlation.Definition.NameModel is { } model && !NameScorers.Names.Contains(model))
            {
                plan._errors.Add(
                    new RuleError(
                        correlation.Meta.File,
                        correlation.Meta.Line,
                        1,
                        $"no model of names is called '{model}': {string.Join(", ", NameScorers.Names)}"
                    )
                );
                continue;
            }

            if (correlation.Definition is FeatureDefinition)
            {
                plan.AddFeature(correlation);
            }

            if (correlation.Meta.Alerts)
            {
                plan.AddRoot(correlation);
            }
        }

        return (plan, plan._errors);
    }

    /// <summary>The correlation of an id that another correlation reads; null where the id is a detection's.</summary>
    public CorrelationRule? Inner(string id) => _byId.GetValueOrDefault(id);

    /// <summary>Whether a correlation, or one that it reads, can conclude only where sources are proved to have been heard.</summary>
    public bool NeedsProof(CorrelationRule rule) =>
        rule.Definition.NeedsProof || rule.Inputs.Select(Inner).Any(inner => inner is not null && NeedsProof(inner));

    /// <summary>The sources whose progress a correlation waits for.</summary>
    public IReadOnlyList<EventSource> SourcesOf(CorrelationRule rule) => rule.Definition.Sources ?? [.. rule.Inputs.SelectMany(SourcesOfInput).Distinct()];

    /// <summary>The sources of one input of a correlation.</summary>
    public IReadOnlyList<EventSource> SourcesOfInput(string id) =>
        _byId.TryGetValue(id, out var inner) ? SourcesOf(inner) : _rules.Detections[_detectionOf[id]].Logsource.Sources;

    /// <summary>The sources that must have been heard before it can be said that an input did not come.</summary>
    public IReadOnlyList<EventSource> ProvingSourcesOfInput(string id) =>
        !_byId.TryGetValue(id, out var inner)
            ? _rules.Detections[_detectionOf[id]].Logsource.Proving
            : inner.Definition.Sources ?? [.. inner.Inputs.SelectMany(ProvingSourcesOfInput).Distinct()];

    private void AddFeature(CorrelationRule feature)
    {
        const string Prefix = "streams.";
        if (!Features.TryAdd(feature.ContentHash, feature) || feature.Definition is not FeatureDefinition { IsSighted: true })
        {
            return;
        }

        // A subject that is one entity can be seen in any event; one of other fields only in events that match.
        if (
            feature.GroupBy.All(g => g.Count == 1 && g[0] == feature.GroupBy[0][0])
            && feature.GroupBy[0][0].StartsWith(Prefix, StringComparison.Ordinal)
            && EntityKinds.TryParse(feature.GroupBy[0][0][Prefix.Length..], out var kind)
        )
        {
            var sighted = Sighted.Find(s => s.Kind == kind);
            if (sighted.Correlations is null)
            {
                Sighted.Add(sighted = (kind, []));
            }

            sighted.Correlations.Add(feature.ContentHash);
        }
    }

    private void AddRoot(CorrelationRule root)
    {
        Roots.Add(root.ContentHash, root);
        if (root.Definition is HabitDefinition)
        {
            AddHabit(root, root);
        }
        else if (root.Definition.JudgesBehaviour)
        {
            Habits.Add(root.ContentHash, root);
        }

        if (!root.Definition.ReadsRules)
        {
            return;
        }

        if (root.Definition.IsObserved)
        {
            AddFeature(root, root, root.AlertGroup, root.Meta.Id);
            return;
        }

        AddInputs(root, root, null);
    }

    private void AddInputs(CorrelationRule root, CorrelationRule node, IReadOnlyList<string>? outerGroup)
    {
        if (outerGroup is not null && !node.GroupBy.Prepend(node.GroupFields).Any(outerGroup.SequenceEqual))
        {
            _errors.Add(OtherGroup(root, node, outerGroup));
            return;
        }

        for (var i = 0; i < node.Inputs.Count; i++)
        {
            var (input, group) = (node.Inputs[i], node.GroupBy[i]);
            if (_byId.TryGetValue(input, out var inner))
            {
                if (inner.Definition is HabitDefinition)
                {
                    AddHabit(root, node, inner, group);
                }
                else if (inner.Definition.IsObserved)
                {
                    AddFeature(root, inner, group, LeafOf(root, node, inner.Meta.Id));
                }
                else
                {
                    AddInputs(root, inner, group);
                }
            }
            else if (node.Definition is FeatureDefinition)
            {
                AddFeatureInput(node, i, new SignalTarget(root.ContentHash, LeafOf(root, node, input), Slots(group), [], false));
            }
            else
            {
                Alerting[_detectionOf[input]] ??= node.IsPlain && ReferenceEquals(root, node) ? root.Meta : null;
                new SignalTarget(root.ContentHash, LeafOf(root, node, input), Slots(group), Slots(node.Definition.Fields), node.IsPlain).AddTo(
                    Signals[_detectionOf[input]]
                );
            }
        }
    }

    /// <summary>A group of one correlation is no group of the other, even where there are as many values: they would never meet.</summary>
    private static RuleError OtherGroup(CorrelationRule root, CorrelationRule inner, IReadOnlyList<string> group) =>
        new(
            root.Meta.File,
            root.Meta.Line,
            1,
            $"it groups by [{string.Join(", ", group)}], and '{inner.Meta.Title}', which it reads, by [{string.Join(", ", inner.GroupFields)}]: "
                + "write the same fields in the same order in both, or an alias where their names differ"
        );

    private void AddHabit(CorrelationRule root, CorrelationRule reader, CorrelationRule habit, IReadOnlyList<string> group)
    {
        var subject = habit.AlertGroup;
        if (group.SequenceEqual(subject))
        {
            AddHabit(root, habit);
            return;
        }

        _errors.Add(
            new RuleError(
                reader.Meta.File,
                reader.Meta.Line,
                1,
                $"it reads '{habit.Meta.Title}', a habit of one entity, and groups by something else: write group-by: [{string.Join(", ", subject)}]"
            )
        );
    }

    private void AddHabit(CorrelationRule root, CorrelationRule habit)
    {
        Habits.TryAdd(habit.ContentHash, habit);
        if (!HabitTargets.TryGetValue(habit.ContentHash, out var targets))
        {
            HabitTargets.Add(habit.ContentHash, targets = []);
        }

        if (!targets.Contains(root.ContentHash))
        {
            targets.Add(root.ContentHash);
        }
    }

    /// <summary>The name of an input within a root: of a rule that two of its correlations read each has signals of its own, for one may need another value of the event than the other.</summary>
    internal static string LeafOf(CorrelationRule root, CorrelationRule reader, string input) =>
        ReferenceEquals(root, reader) ? input : $"{reader.Meta.Id}>{input}";

    private void AddFeature(CorrelationRule root, CorrelationRule feature, IReadOnlyList<string> group, string inputId)
    {
        for (var i = 0; i < feature.Inputs.Count; i++)
        {
            if (!_detectionOf.ContainsKey(feature.Inputs[i]))
            {
                _errors.Add(new RuleError(feature.Meta.File, feature.Meta.Line, 1, "this correlation reads single events only, no correlation"));
                return;
            }

            AddFeatureInput(feature, i, new SignalTarget(root.ContentHash, inputId, Slots(group), [], false));
        }
    }

    private void AddFeatureInput(CorrelationRule feature, int input, SignalTarget signal)
    {
        var targets = Observations[_detectionOf[feature.Inputs[input]]];
        var target = targets.Find(t => t.Correlation == feature.ContentHash);
        if (target is null)
        {
            targets.Add(target = TargetOf(feature, feature.GroupBy[input]));
        }

        signal.AddTo(target.Signals);
    }

    private ObservationTarget TargetOf(CorrelationRule rule, IReadOnlyList<string> group)
    {
        var feature = (FeatureDefinition)rule.Definition; // B runs it
        return new ObservationTarget(rule.ContentHash, Slots(feature.Subject(group)), Slots(feature.Observed(group)), feature.IsByAddress, []);
    }

    private int[] Slots(IReadOnlyList<string> fields) => [.. fields.Select(Slot)];

    private int Slot(string field) =>
        _rules.Slots.TryIndexOf(field, out var index) ? index : throw new InvalidOperationException($"the field {field} was not declared");
}
