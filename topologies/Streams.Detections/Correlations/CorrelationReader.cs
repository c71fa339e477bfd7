using System.Globalization;
using Streams.Detections.Thresholds;
using Streams.Detections.Yaml;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Streams.Detections.Correlations;

/// <summary>The <c>correlation</c> part of a rule, as its type reads it. What nobody reads is an error afterwards.</summary>
/// <param name="body">The part.</param>
/// <param name="name">The type.</param>
/// <param name="rules">The rules it names, as written.</param>
/// <param name="groupBy">The fields it groups by, as written.</param>
internal sealed class CorrelationReader(RuleMap body, string name, IReadOnlyList<string> rules, IReadOnlyList<string> groupBy)
{
    private const int MostCounted = 1_000_000;

    public RuleMap Body => body;

    /// <summary>The type as the rule writes it.</summary>
    public string Name => name;

    public IReadOnlyList<string> Rules => rules;

    /// <summary>Where the rules are named, or should be.</summary>
    public Mark RulesAt => (body.Find("rules") ?? body.Node).Start;

    public IReadOnlyList<string> GroupBy => groupBy;

    /// <summary>The condition where it is a map; null: there is none.</summary>
    /// <exception cref="RuleException">It is something else.</exception>
    public RuleMap? Condition =>
        body.Find("condition") is YamlScalarNode { Value.Length: > 0 } text
            ? throw new RuleException(text.Start, $"'{name}' takes a map of bounds as its condition, as in {{gte: 3}}")
            : body.Map("condition");

    /// <summary>The bounds, at least one.</summary>
    /// <exception cref="RuleException">There is none.</exception>
    public IReadOnlyList<Threshold> Bounds() =>
        Correlations.Bounds.Read(Condition) is { Count: > 0 } bounds
            ? bounds
            : throw new RuleException((Condition ?? body).Start, "this correlation needs a 'condition' with a bound, as in {gte: 3}");

    /// <summary>The bounds of a number that is 1 at least, and whole: a window begins with an event.</summary>
    /// <exception cref="RuleException">There is none, or every number from 1 on meets them, or no number does.</exception>
    public IReadOnlyList<Threshold> CountBounds()
    {
        var bounds = Bounds();
        return CountComplaint(bounds) is { } complaint ? throw new RuleException((Condition ?? body).Start, complaint) : bounds;
    }

    private static string? CountComplaint(IReadOnlyList<Threshold> bounds)
    {
        double[] counts =
        [
            .. bounds
                .SelectMany(b => (double[])[1, 2, b.Value - 1, b.Value, b.Value + 1, double.MaxValue])
                .Where(count => count >= 1 && count == Math.Floor(count)),
        ];
        var isMonotone = Threshold.AreMonotone(bounds);
        return bounds.Any(b => b.Value != Math.Floor(b.Value)) ? "a count is a whole number"
            : bounds.Any(b => b.Value > MostCounted)
                ? $"more than {MostCounted} in one window are not counted: take a shorter timespan, or sum them up where they are made"
            : isMonotone && Threshold.AreMet(bounds, 0) ? "this is so without any event: write a bound of 1 or more"
            : !isMonotone && Array.TrueForAll(counts, count => Threshold.AreMet(bounds, count)) ? "this is so of every window that has an event"
            : Array.Exists(counts, count => Threshold.AreMet(bounds, count)) ? null
            : bounds.Any(b => b.Value >= 1) && bounds.Count > 1 ? "no whole number meets these bounds"
            : "a window begins with an event, so its number is never less than 1: of what does not happen at all write a streams.absence or a streams.gap";
    }

    /// <summary>The one bound; null: there is none.</summary>
    /// <exception cref="RuleException">There are more.</exception>
    public Threshold? Bound(string complaint) =>
        Correlations.Bounds.Read(Condition) switch
        {
            [] => null,
            [var only] => only,
            _ => throw new RuleException(Condition!.Start, complaint), // it has bounds
        };

    /// <summary>The fields that are counted or judged; they stand in the condition, as in Sigma, or beside it.</summary>
    /// <exception cref="RuleException">There is none, or too many.</exception>
    public IReadOnlyList<string> Fields(int most = int.MaxValue)
    {
        var (inside, beside) = (Condition?.Texts("field") ?? [], body.Texts("field"));
        var fields = inside.Count > 0 ? inside : beside;
        if (fields.Count == 0)
        {
            throw (Condition ?? body).Missing("field", "this correlation needs 'field'");
        }

        if (inside.Count > 0 && beside.Count > 0)
        {
            throw new RuleException(body.Find("field")!.Start, "'field' stands twice: in the condition and beside it"); // just read
        }

        return fields.Distinct(StringComparer.Ordinal).Count() < fields.Count
                ? throw new RuleException((inside.Count > 0 ? Condition! : body).Find("field")!.Start, "a field stands twice") // just read
            : fields.Count <= most ? fields
            : throw new RuleException((inside.Count > 0 ? Condition! : body).Find("field")!.Start, $"'{name}' takes {most} 'field'"); // just read
    }

    /// <summary>The same, of which one at least is not grouped by: within a group nothing else has another value of those that are.</summary>
    /// <exception cref="RuleException">All of them are.</exception>
    public IReadOnlyList<string> FieldsWithin()
    {
        var fields = Fields();
        return fields.Except(groupBy).Any()
            ? fields
            : throw new RuleException(
                (Condition?.Find("field") ?? body.Find("field") ?? body.Node).Start,
                $"'{string.Join(", ", fields)}' is in 'group-by' as well: a group has one value of it"
            );
    }

    /// <summary>A span that is more than nothing; null: not given.</summary>
    /// <exception cref="RuleException">It is nothing.</exception>
    public TimeSpan? Span(string key) =>
        body.Duration(key) is { Ticks: <= 0 } ? throw new RuleException(body.Find(key)!.Start, $"'{key}' must be more than nothing") : body.Duration(key); // it was read

    /// <summary>A whole number from 1.</summary>
    /// <exception cref="RuleException">It is none.</exception>
    public int Whole(string key, int otherwise) =>
        body.Text(key) is not { } text ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number
        : throw new RuleException(body.Find(key)!.Start, $"'{key}' must be a whole number from 1"); // just read
}
