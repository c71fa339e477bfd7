using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Streams.Host.Configuration.Settings.Types;

/// <summary>A time span with its units: <c>30s</c>, <c>500ms</c>, <c>1h30m</c>.</summary>
internal sealed partial class DurationType(string least, string most) : ScalarType(least, most)
{
    private const string Pattern = "^(0|([0-9]+(ms|s|m|h|d))+)$";
    private static readonly (string Name, long Ticks)[] Units =
    [
        ("d", TimeSpan.TicksPerDay),
        ("h", TimeSpan.TicksPerHour),
        ("m", TimeSpan.TicksPerMinute),
        ("s", TimeSpan.TicksPerSecond),
        ("ms", TimeSpan.TicksPerMillisecond),
    ];

    protected override string Expected => "a time with its unit, as in 500ms, 30s, 5m, 2h or 1d";

    /// <summary>How a time span is written.</summary>
    public static string Written(TimeSpan span)
    {
        var (text, left) = (new StringBuilder(), span.Ticks);
        foreach (var (name, ticks) in Units)
        {
            // Days and hours only where nothing is lost in reading: 90 s are 90s, not 1m30s.
            if (left % ticks == 0 && left >= ticks)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{text}{left / ticks}{name}");
            }
        }

        return left == 0 ? "0" : string.Create(CultureInfo.InvariantCulture, $"{span.TotalMilliseconds}ms");
    }

    public override object? Parse(string text)
    {
        if (!Form().IsMatch(text))
        {
            return null;
        }

        decimal sum = 0;
        foreach (Match part in Part().Matches(text))
        {
            if (!long.TryParse(part.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                return null;
            }

            sum += (decimal)number * Array.Find(Units, u => u.Name == part.Groups[2].Value).Ticks;
        }

        return sum <= TimeSpan.TicksPerDay * 36_500m ? TimeSpan.FromTicks((long)sum) : null;
    }

    public override object Plain(object? value) => Written(value is TimeSpan span ? span : TimeSpan.Zero);

    public override JsonObject Schema() =>
        new()
        {
            ["type"] = new JsonArray("string", "integer"),
            ["pattern"] = Pattern,
            ["maximum"] = 0,
            ["minimum"] = 0,
        };

    protected override string Hint(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? $"; did you mean {number}s?" : "";

    [GeneratedRegex(Pattern, RegexOptions.CultureInvariant)]
    private static partial Regex Form();

    [GeneratedRegex("([0-9]+)(ms|s|m|h|d)", RegexOptions.CultureInvariant)]
    private static partial Regex Part();
}
