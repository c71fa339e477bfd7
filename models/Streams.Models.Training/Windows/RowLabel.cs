using System.Text.Json.Serialization;

namespace Streams.Models.Training.Windows;

/// <summary>A line of <c>labels.jsonl</c>: an alert colours the windows of its entity between its first and its last evidence.</summary>
/// <param name="Alert">The alert.</param>
/// <param name="Rule">Its rule: the family of the attack.</param>
/// <param name="Verdict"><c>true</c>, <c>false</c>, <c>benign</c>, or <c>open</c> where nobody has judged yet.</param>
/// <param name="Set">The set whose rows it colours; of <c>dns</c> the rows of the workload with any domain.</param>
/// <param name="Cluster">The cluster; empty: any.</param>
/// <param name="Entity">The entity.</param>
/// <param name="From">The time of the first evidence, RFC 3339.</param>
/// <param name="To">The time of the last evidence, RFC 3339.</param>
public sealed record RowLabel(
    [property: JsonPropertyName("alert"), JsonRequired] string Alert,
    [property: JsonPropertyName("rule"), JsonRequired] string Rule,
    [property: JsonPropertyName("verdict"), JsonRequired] string Verdict,
    [property: JsonPropertyName("set"), JsonRequired] string Set,
    [property: JsonPropertyName("cluster"), JsonRequired] string Cluster,
    [property: JsonPropertyName("entity"), JsonRequired] string Entity,
    [property: JsonPropertyName("from"), JsonRequired] string From,
    [property: JsonPropertyName("to"), JsonRequired] string To
);
