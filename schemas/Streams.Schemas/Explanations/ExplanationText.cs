using System.Globalization;

namespace Streams.Schemas.Explanations;

/// <summary>An explanation as lines for a person.</summary>
public static class ExplanationText
{
    /// <summary>The lines: what was measured, what did most, what would have made it none.</summary>
    public static IEnumerable<string> Lines(Explanation explanation)
    {
        var since = explanation.Since is { } first ? $", entity known since {first.Format()}" : "";
        yield return Text($"{explanation.Unit} {explanation.Score:0.###}, threshold {explanation.Threshold:0.###}{since}");
        foreach (var item in explanation.Items)
        {
            yield return $"{item.Contribution.ToString("+0.###;-0.###;0", CultureInfo.InvariantCulture)} {Of(item)}";
        }

        if (explanation.Counterfactual.Length > 0)
        {
            yield return explanation.Counterfactual;
        }
    }

    private static string Of(ExplanationItem item)
    {
        var typical = item.Typical is { } middle ? Text($" (typically {middle:0.###})") : "";
        return item.Text is { } text
            ? Text($"{item.Name}: {text} (never in {item.Sightings} sightings, {item.Once} seen once, {item.Others} others have it)")
            : Text($"{item.Name} {item.Value:0.###}{typical}");
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
