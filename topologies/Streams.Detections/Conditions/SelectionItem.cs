using Streams.Detections.Matching;
using YamlDotNet.Core;

namespace Streams.Detections.Conditions;

/// <summary>One line of a selection, for explanations.</summary>
/// <param name="Selection">The selection's name.</param>
/// <param name="Map">The number of the map it stands in: the lines of one map must all hold.</param>
/// <param name="Field">The field's name.</param>
/// <param name="At">Where.</param>
/// <param name="Key">The field with its modifiers, as written; empty for keywords.</param>
/// <param name="Values">The values, as written.</param>
/// <param name="Slot">The field's slot.</param>
/// <param name="Condition">What became of it.</param>
/// <param name="Line">What it says of the field; null: it is about the members of an array.</param>
internal sealed record SelectionItem(
    string Selection,
    int Map,
    string Field,
    Mark At,
    string Key,
    IReadOnlyList<string> Values,
    int Slot,
    Expression Condition,
    SelectionLine? Line = null
)
{
    private const int MostNamed = 3;

    /// <summary>The values in one line.</summary>
    public string Wanted => string.Join(", ", Values);

    /// <summary>The first of the values.</summary>
    public string Short => Values.Count <= MostNamed ? Wanted : $"{string.Join(", ", Values.Take(MostNamed))}, …";
}
