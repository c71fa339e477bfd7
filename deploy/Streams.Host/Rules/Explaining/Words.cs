using System.Globalization;
using Streams.Detections.Rules;
using Streams.Schemas.Alerts;
using Streams.Schemas.Events;

namespace Streams.Host.Rules.Explaining;

/// <summary>How explanations write what they name.</summary>
internal static class Words
{
    /// <summary>Parts the values of a group and of what is observed.</summary>
    public const char Separator = '\u001f';

    /// <summary>A group by the names of its fields.</summary>
    public static string Group(CorrelationRule rule, string group) =>
        Group([.. rule.GroupFields.Zip(group.Split(Separator), (name, value) => new NamedValue(name, value))]);

    public static string Group(IReadOnlyList<NamedValue> group) =>
        group.Count == 0 ? "one group for all" : string.Join(", ", group.Select(g => $"{g.Name}={g.Value}"));

    /// <summary>A value that may be made of several.</summary>
    public static string Value(string value) => value.Replace($"{Separator}", ", ", StringComparison.Ordinal);

    public static string Time(Timestamp time) => $"{time.Format()[..23]}Z";

    public static string Span(long nanos) => Span(TimeSpan.FromSeconds(Math.Round((double)nanos / Timestamp.Second, 1)));

    public static string Span(TimeSpan span) =>
        span.TotalHours >= 1 && span.Minutes == 0 && span.Seconds == 0 ? $"{(int)span.TotalHours}h"
        : span.TotalMinutes >= 1 && span.Seconds == 0 ? $"{(int)span.TotalMinutes}m"
        : string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds}s");
}
