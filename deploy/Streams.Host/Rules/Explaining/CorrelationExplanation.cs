using System.Globalization;
using Streams.Detections.Correlations;
using Streams.Detections.Correlations.Sequences;
using Streams.Detections.Rules;
using Streams.Detections.Thresholds;
using Streams.Schemas.Alerts;
using Streams.Schemas.Events;
using Streams.Schemas.Signals;
using Streams.Topologies.Rules;

namespace Streams.Host.Rules.Explaining;

/// <summary>Says of a correlation what it was given of some lines, and why that made alerts, or what was missing in the group that came nearest.</summary>
internal sealed class CorrelationExplanation(CorrelationTrace trace, RulePlan plan, TextWriter output)
{
    private const int MostLines = 5;

    /// <summary>Writes it.</summary>
    /// <param name="rule">The correlation.</param>
    /// <param name="alert">The id of the one alert of it that is asked for; null: all.</param>
    public void Write(CorrelationRule rule, string? alert = null)
    {
        var alerts = trace.Alerts.Where(a => a.RuleId == rule.Meta.Id && (alert is null || a.Id == alert)).ToArray();
        output.WriteLine($"{(alerts.Length > 0 ? "matches" : "does not match")}: {rule.Meta.Title} ({rule.Meta.Id})");
        output.WriteLine($"  {Terms(rule)}");
        foreach (var input in rule.Inputs)
        {
            Input(input, "  ");
        }

        foreach (var made in alerts)
        {
            Alert(made);
        }

        if (alerts.Length > 0)
        {
            return;
        }

        if (plan.Roots.Values.FirstOrDefault(r => r.Meta.Id == rule.Meta.Id) is not { ContentHash: var hash })
        {
            var readers = plan.Roots.Values.Where(r => Reads(r, rule.Meta.Id)).Select(r => $"'{r.Meta.Title}'");
            output.WriteLine($"  it makes no alert of its own: explain what reads it: {string.Join(", ", readers)}");
            return;
        }

        output.WriteLine($"  {NearestOf(rule, trace.SignalsOf(rule))}");
    }

    /// <summary>What a correlation asks for, in a line.</summary>
    public static string Terms(CorrelationRule rule) =>
        $"{rule.Definition.Type}{(rule.Definition.Condition.Length > 0 ? $": {rule.Definition.Condition}" : "")}{(rule.IsPlain ? "" : $", within {Words.Span(rule.Timespan)}")}, by {GroupedBy(rule)}";

    private static string GroupedBy(CorrelationRule rule) =>
        rule.GroupFields.Count > 0 ? string.Join(", ", rule.GroupFields)
        : !rule.Definition.ReadsRules ? "the node"
        : rule.IsPlain ? "the principal, else the pod, else the source address, else the node"
        : "one group for all";

    private bool Reads(CorrelationRule reader, string id) => reader.Inputs.Any(i => i == id || (plan.Inner(i) is { } inner && Reads(inner, id)));

    private void Input(string id, string indent)
    {
        if (plan.Inner(id) is { } inner)
        {
            output.WriteLine($"{indent}reads {inner.Meta.Title} ({inner.Definition.Type}, within {Words.Span(inner.Timespan)})");
            foreach (var input in inner.Inputs)
            {
                Input(input, indent + "  ");
            }

            return;
        }

        var events = trace.Events.Where(e => e.Rules.Contains(id)).ToArray();
        var title = plan.Rules.Detections.First(d => d.Meta.Id == id).Meta.Title;
        output.WriteLine($"{indent}{(events.Length == 0 ? "no " : "yes")}  {title}: {events.Length} of {trace.Events.Count} events");
        foreach (var e in events.Take(MostLines))
        {
            output.WriteLine($"{indent}       {Place(e.Provenance)} {e.Time.Format()[..23]}Z {e.Summary}");
        }

        if (events.Length > MostLines)
        {
            output.WriteLine($"{indent}       and {events.Length - MostLines} more");
        }
    }

    private void Alert(Alert alert)
    {
        output.WriteLine(
            $"  alert {alert.Id} at {alert.Time.Format()[..23]}Z: {Words.Group(alert.Group)}{(alert.Measure is { } measure ? string.Create(CultureInfo.InvariantCulture, $", {measure.Value} {measure.Limit}") : "")}, {alert.Count} events"
        );
        if (alert.NewValue is { } value)
        {
            output.WriteLine($"       new: {Words.Value(value)}");
        }

        if (alert.Explanation is { } why)
        {
            var parts = why.Items.Select(i =>
                string.Create(CultureInfo.InvariantCulture, $"{i.Name}{(i.Text is { Length: > 0 } text ? $" {text}" : "")} {i.Value:0.###}")
            );
            output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"       {why.Score:0.###} {why.Unit}, limit {why.Threshold:0.###}: {string.Join(", ", parts)}; {why.Counterfactual}"
                )
            );
        }

        if (alert.Storm is { } storm)
        {
            output.WriteLine(
                alert.IsFolded
                    ? $"       one of a storm, of which the alert {storm} tells"
                    : "       a storm: so many further alerts of the rule, whose first events and last these are"
            );
        }

        foreach (var evidence in alert.Evidence)
        {
            output.WriteLine($"       {Place(evidence.Provenance)} {evidence.Time.Format()[..23]}Z {evidence.Excerpt}");
        }
    }

    private string NearestOf(CorrelationRule rule, IReadOnlyList<Signal> signals) =>
        Nearest.Of(rule, trace) is { } text ? text
        : signals.Count > 0
            ? $"nearest group: {signals.GroupBy(s => s.Group, StringComparer.Ordinal).Select(g => Judge(rule, [.. g.OrderBy(s => s.Time)])).MaxBy(j => j.Nearness).Text}"
        : !rule.Definition.ReadsRules ? "no promoted model scored a window of these lines: explain runs without any, replay takes --model FILE"
        : trace.Events.Any(e => rule.Inputs.Any(e.Rules.Contains))
            ? $"no event that its rules match has every field of the group: {string.Join(", ", rule.GroupFields)}"
        : "nothing that it reads has matched";

    /// <summary>How near a group came, and in words.</summary>
    private (double Nearness, string Text) Judge(CorrelationRule rule, Signal[] signals)
    {
        var group = Words.Group(rule, signals[0].Group);
        if (rule.Definition is ICounted counted && !rule.Inputs.Any(i => plan.Inner(i) is not null))
        {
            var most = Windows(rule, signals).Select(w => WindowMeasure.Of(counted, rule.Definition, w)).Max();
            return (most, string.Create(CultureInfo.InvariantCulture, $"{group}: at most {most} in a window, and it takes {Threshold.Words(counted.Bounds)}"));
        }

        var window = Windows(rule, signals).MaxBy(w => w.Select(InputOf).Distinct().Count()); // a group has a signal
        var seen = window.Select(InputOf).ToHashSet(StringComparer.Ordinal);
        var missing = rule.Inputs.Where((i, n) => !rule.Definition.IsAbsent(n) && !seen.Contains(i) && plan.Inner(i) is null).Select(TitleOf).ToArray();
        return (
            seen.Count,
            missing.Length > 0 ? $"{group}: no match within the window of {string.Join(", ", missing)}"
            : rule.Definition is SequenceDefinition ? $"{group}: all of them within a window, but not in the order written"
            : $"{group}: {seen.Count} of {rule.Inputs.Count} within a window"
        );
    }

    private string TitleOf(string id) => plan.Rules.Detections.FirstOrDefault(d => d.Meta.Id == id)?.Meta.Title ?? id;

    private static string InputOf(Signal signal) => signal.Input[(signal.Input.IndexOf('>', StringComparison.Ordinal) + 1)..];

    /// <summary>The windows that end with each of the signals, which are in order of time.</summary>
    private static IEnumerable<ArraySegment<Signal>> Windows(CorrelationRule rule, Signal[] signals)
    {
        var span = (long)(rule.Timespan.TotalSeconds * Timestamp.Second);
        for (var (first, last) = (0, 0); last < signals.Length; last++)
        {
            while (signals[first].Time < signals[last].Time - span)
            {
                first++;
            }

            yield return new ArraySegment<Signal>(signals, first, last + 1 - first);
        }
    }

    private static string Place(in Provenance provenance) =>
        string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(provenance.Origin)}{(provenance.IsFile ? ":" : " offset ")}{provenance.Position}");
}
