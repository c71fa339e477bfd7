using System.Globalization;
using Streams.Detections.Correlations.Habit;
using Streams.Detections.Rules;

namespace Streams.Host.Rules.Explaining;

/// <summary>The entity whose new behaviour was most beyond its habits.</summary>
internal static class NearestHabit
{
    public static string? Of(CorrelationRule rule, CorrelationTrace trace)
    {
        if (rule.Definition is not HabitDefinition definition)
        {
            return null;
        }

        var found = trace.SignalsOf(rule).Where(s => s.Score is not null).ToArray();
        if (found.Length == 0)
        {
            return "nothing that an entity did was new to it, or it has no habits yet";
        }

        var most = found.MaxBy(s => s.Score)!; // there is one
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Words.Group(rule, most.Group)}: a surprise of {most.Score:0.##} at {Words.Time(most.Time)}, and it takes {definition.Threshold}: {most.Evidence.Excerpt}"
        );
    }
}
