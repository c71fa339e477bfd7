using System.Globalization;
using Streams.Detections.Matching;
using Streams.Detections.Thresholds;
using Streams.Detections.Yaml;
using YamlDotNet.Core;

namespace Streams.Detections.Conditions;

/// <summary>The numbers that parts of a date may be.</summary>
internal static class TimeParts
{
    /// <exception cref="RuleException">Every date meets the bound, or none does.</exception>
    public static Threshold Check(TimePart part, Threshold threshold, Mark at)
    {
        var (least, most) = RangeOf(part);
        var met = Enumerable.Range(least, most - least + 1).Count(number => threshold.IsMet(number));
        return met > 0 && met <= most - least
            ? threshold
            : throw new RuleException(
                at,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"a date's {$"{part}".ToLowerInvariant()} is {least} to {most}, so this is {(met == 0 ? "never" : "always")} so"
                )
            );
    }

    private static (int Least, int Most) RangeOf(TimePart part) =>
        part switch
        {
            TimePart.Minute => (0, 59),
            TimePart.Hour => (0, 23),
            TimePart.Day => (1, 31),
            TimePart.Week => (1, 53),
            TimePart.Month => (1, 12),
            _ => (1, 9999),
        };
}
