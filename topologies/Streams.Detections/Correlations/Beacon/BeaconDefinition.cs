using System.Globalization;
using Streams.Detections.Thresholds;
using Streams.Detections.Yaml;

namespace Streams.Detections.Correlations.Beacon;

/// <summary><c>streams.beacon</c>: a subject that contacts a destination again and again at even intervals.</summary>
/// <param name="Destination">The fields of the destination.</param>
/// <param name="LeastContacts">The least number of contacts.</param>
/// <param name="Jitter">The most that three quarters of the intervals may deviate from their median, as a part of it; null: judged by how much they vary, for so many contacts.</param>
/// <param name="MinInterval">Contacts nearer to each other than this are one beat.</param>
public sealed record BeaconDefinition(IReadOnlyList<string> Destination, int LeastContacts, double? Jitter, TimeSpan MinInterval) : FeatureDefinition
{
    private const int MinContacts = 4;
    private const int MaxContacts = 60;
    private const int DefaultContacts = 10;
    private const double MaxJitter = 0.5;

    /// <inheritdoc/>
    public override string Type => "streams.beacon";

    /// <inheritdoc/>
    public override string Condition =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"at least {LeastContacts} contacts of {string.Join(", ", Destination)} at {(Jitter is { } most ? $"intervals that spread by at most {most:P0}" : "even intervals")}"
        );

    /// <inheritdoc/>
    public override bool IsObserved => true;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Fields => Destination;

    /// <inheritdoc/>
    public override IReadOnlyList<string> AlertGroup(IReadOnlyList<string> groupBy) => [.. groupBy, .. Destination];

    internal static CorrelationDefinition Read(CorrelationReader reader)
    {
        const string Complaint = "a beacon has a 'condition' with gt or gte";
        var bound = reader.Bound(Complaint) ?? new Threshold(ThresholdOperator.Gte, DefaultContacts);
        var least = Bounds.LeastWhole([bound]);
        return !bound.IsMonotone ? throw new RuleException((reader.Condition ?? reader.Body).Start, Complaint)
            : bound.Value != Math.Floor(bound.Value) || least is < MinContacts or > MaxContacts
                ? throw new RuleException(
                    (reader.Condition ?? reader.Body).Start,
                    $"a beacon has {MinContacts} to {MaxContacts} contacts at least, a whole number"
                )
            : new BeaconDefinition(reader.Fields(), least, JitterOf(reader.Body), IntervalOf(reader, least));
    }

    private static TimeSpan IntervalOf(CorrelationReader reader, int least)
    {
        var interval = reader.Span("min_interval") ?? TimeSpan.FromSeconds(1);
        return reader.Span("timespan") is { } timespan && interval * (least - 1) > timespan
            ? throw new RuleException(
                (reader.Body.Find("min_interval") ?? reader.Body.Node).Start,
                string.Create(CultureInfo.InvariantCulture, $"{least} contacts that lie {interval.TotalSeconds} s apart at least do not fit into the timespan")
            )
            : interval;
    }

    private static double? JitterOf(RuleMap body) =>
        body.Find("jitter") is not { } node ? null
        : Bounds.Number(body, "jitter") is >= 0 and <= MaxJitter and var jitter ? jitter
        : throw new RuleException(node.Start, "'jitter' is a part of the interval: 0 to 0.5");
}
