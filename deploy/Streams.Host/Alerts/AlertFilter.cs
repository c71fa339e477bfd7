using Streams.Schemas.Alerts;

namespace Streams.Host.Alerts;

/// <summary>Which alerts are wanted.</summary>
/// <param name="Level">The least level; empty: any.</param>
/// <param name="Status">The status; empty: any.</param>
/// <param name="Rule">The rule's id; empty: any.</param>
/// <param name="Since">Not before this time, RFC 3339; empty: any.</param>
/// <param name="Entities">Kinds and values that it must have.</param>
internal sealed record AlertFilter(string Level, string Status, string Rule, string Since, IReadOnlyList<(string Kind, string Value)> Entities)
{
    public bool Takes(AlertRow row) =>
        (Level.Length == 0 || AlertLevels.Rank(row.Level) >= AlertLevels.Rank(Level))
        && (Status.Length == 0 || row.Status == Status)
        && (Rule.Length == 0 || row.RuleId == Rule)
        && (Since.Length == 0 || string.CompareOrdinal(row.Time, Since) >= 0)
        && Entities.All(e => row.Entity(e.Kind) == e.Value);
}
