using System.Text.RegularExpressions;
using Streams.Detections.Indexing;

namespace Streams.Detections.Matching;

/// <summary>A regular expression on the non-backtracking engine: linear time on any input.</summary>
internal sealed class RegexMatcher(Regex regex) : ValueMatcher
{
    public override int Cost => 50;

    public override Need? NeedOf(int slot) => Need.Expression(slot, CaseFolding.Fold(RegexLiterals.LongestOf(regex.ToString())));

    public override bool Matches(in SlotValue value, SlotTable table) => value.Kind != SlotKind.Null && regex.IsMatch(table.Text(in value));
}
