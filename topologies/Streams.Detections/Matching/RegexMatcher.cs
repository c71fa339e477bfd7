using System.Text.RegularExpressions;

namespace Streams.Detections.Matching;

/// <summary>A regular expression on the non-backtracking engine: linear time on any input.</summary>
internal sealed class RegexMatcher(Regex regex) : ValueMatcher
{
    public override bool Matches(in SlotValue value, EventView view) => value.Kind != SlotKind.Null && regex.IsMatch(view.Text(in value));
}
