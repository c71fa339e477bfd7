using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace Streams.Detections.Yaml;

/// <summary>Sigma's time spans: a whole number and <c>s m h d w M y</c> (a month is 30 days, a year 365).</summary>
public static class Durations
{
    private static readonly (char Unit, long Seconds)[] Units = [('d', 86_400), ('h', 3600), ('m', 60)];

    internal static TimeSpan? Duration(this YamlMappingNode map, string key)
    {
        if (map.Text(key) is not { } text)
        {
            return null;
        }

        return TryParse(text, out var duration)
            ? duration
            : throw new RuleException(map.Find(key)!.Start, $"'{text}' is no time span: write a number and s, m, h, d, w, M or y, as in 5m"); // Text found it
    }

    /// <summary>A span as rules write it, in its largest unit that is whole.</summary>
    public static string Text(TimeSpan duration)
    {
        var seconds = (long)duration.TotalSeconds;
        var (unit, length) = Array.Find(Units, u => seconds >= u.Seconds && seconds % u.Seconds == 0);
        return length == 0
            ? string.Create(CultureInfo.InvariantCulture, $"{seconds}s")
            : string.Create(CultureInfo.InvariantCulture, $"{seconds / length}{unit}");
    }

    /// <summary>Reads a span.</summary>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = default;
        if (text.Length < 2 || !long.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            return false;
        }

        long seconds = text[^1] switch
        {
            's' => 1,
            'm' => 60,
            'h' => 3600,
            'd' => 86_400,
            'w' => 604_800,
            'M' => 2_592_000,
            'y' => 31_536_000,
            _ => 0,
        };
        if (seconds == 0 || count > 315_360_000 / seconds)
        {
            return false;
        }

        duration = TimeSpan.FromSeconds(count * seconds);
        return true;
    }
}
