using System.Globalization;
using Streams.Detections.Thresholds;
using Streams.Detections.Yaml;

namespace Streams.Detections.Correlations.Score;

/// <summary><c>streams.score</c>: so many distinct values in the timespan that a model scores over a bound.</summary>
/// <param name="Model">The model.</param>
/// <param name="Bounds">What a score is compared with.</param>
/// <param name="Scored">The field whose values are scored.</param>
/// <param name="MinCount">How many values.</param>
public sealed record ScoreDefinition(string Model, IReadOnlyList<Threshold> Bounds, IReadOnlyList<string> Scored, int MinCount) : FeatureDefinition
{
    private const string DefaultField = "streams.domain";

    /// <inheritdoc/>
    public override string Type => "streams.score";

    /// <inheritdoc/>
    public override string Condition =>
        string.Create(CultureInfo.InvariantCulture, $"at least {MinCount} values of {Scored[0]} that {Model} scores {Threshold.Words(Bounds)}");

    /// <inheritdoc/>
    public override string? NameModel => Model;

    /// <inheritdoc/>
    public override int Least => MinCount;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Fields => Scored;

    /// <inheritdoc/>
    public override bool IsByAddress => true;

    /// <inheritdoc/>
    public override bool IsKeptOpenByAny => true;

    /// <summary>Whether a score is over the bounds.</summary>
    public bool IsMet(double score) => Threshold.AreMet(Bounds, score);

    internal static CorrelationDefinition Read(CorrelationReader reader)
    {
        var body = reader.Body;
        if (body.Find("set") is not null)
        {
            return WindowScoreDefinition.Read(reader);
        }

        var hasField = body.Find("field") is not null || reader.Condition?.Find("field") is not null;
        return new ScoreDefinition(
            body.Text("model") ?? throw body.Missing("model", "a score needs 'model'"),
            ScoreBounds(reader),
            hasField ? reader.Fields(1) : [DefaultField],
            reader.Whole("min_count", 1)
        );
    }

    private static IReadOnlyList<Threshold> ScoreBounds(CorrelationReader reader)
    {
        var bounds = reader.Bounds();
        return bounds.Any(b => b.Value is < 0 or > 1) || Threshold.AreMet(bounds, 0) == Threshold.AreMet(bounds, 1) && bounds.Count == 1
            ? throw new RuleException((reader.Condition ?? reader.Body).Start, "a score is 0 to 1: write a bound between them, as in {gte: 0.9}")
            : bounds;
    }
}
