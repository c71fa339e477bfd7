using System.Globalization;

namespace Streams.Detections.Rules;

/// <summary>An exception that has ended, or will within <see cref="Notice"/>.</summary>
/// <param name="Exception">The exception.</param>
/// <param name="IsOver">Whether it excepts nothing more.</param>
public sealed record Expiration(RuleFilter Exception, bool IsOver)
{
    /// <summary>So long before its end an exception is told of.</summary>
    public static TimeSpan Notice { get; } = TimeSpan.FromDays(7);

    /// <summary>In words.</summary>
    public string Text
    {
        get
        {
            var end = Exception.Expires!.Value.ToUniversalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture); // one that ends has an end
            return IsOver
                ? $"the exception ended {end} UTC and excepts nothing more: take it out, or give it a later 'expires'"
                : $"the exception ends {end} UTC: what it leaves out will alert again";
        }
    }

    /// <summary>Those of a set, the next to end first.</summary>
    /// <param name="rules">The set.</param>
    /// <param name="now">The time by which exceptions are over.</param>
    public static IReadOnlyList<Expiration> Of(RuleSet rules, DateTimeOffset now) =>
        [.. rules.Filters.Where(f => f.Expires is { } end && end - now < Notice).OrderBy(f => f.Expires).Select(f => new Expiration(f, f.Expires <= now))];
}
