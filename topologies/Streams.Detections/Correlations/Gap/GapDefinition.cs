using Streams.Detections.Fields;
using Streams.Detections.Yaml;
using Streams.Schemas.Events;

namespace Streams.Detections.Correlations.Gap;

/// <summary><c>streams.gap</c>: a source of a node has gone silent while others go on.</summary>
/// <param name="Source">The source.</param>
/// <param name="MinCount">The least number of events before the silence that show that the source was there.</param>
public sealed record GapDefinition(EventSource Source, int MinCount) : CorrelationDefinition
{
    private const string Group = "streams.node";

    /// <inheritdoc/>
    public override string Type => "streams.gap";

    /// <inheritdoc/>
    public override string Condition => $"{Source.Name()} is silent";

    /// <inheritdoc/>
    public override bool ReadsRules => false;

    /// <inheritdoc/>
    public override IReadOnlyList<EventSource> Sources => [Source];

    internal static CorrelationDefinition Read(CorrelationReader reader)
    {
        var name = reader.Body.Text("source") ?? throw reader.Body.Missing("source", "a gap needs 'source'");
        var at = reader.Body.Find("source")!.Start; // just read
        return !EventSources.TryParse(name, out var source)
                ? throw new RuleException(at, $"'{name}' is no source: {string.Join(", ", EventSources.All.Select(s => s.Name()))}")
            : FieldCatalogue.Instance.IsOfCluster(source) ? throw new RuleException(at, $"'{name}' is of the cluster and not of a node: no gap is seen in it")
            : reader.GroupBy is not ([] or [Group])
                ? throw new RuleException(reader.Body.Find("group-by")!.Start, $"a gap is of a node: write 'group-by: [{Group}]'") // just read
            : new GapDefinition(source, reader.Whole("min_count", 1));
    }
}
