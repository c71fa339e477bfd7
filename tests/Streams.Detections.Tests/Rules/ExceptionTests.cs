using System.Text;
using Streams.Detections.Matching;
using Streams.Detections.Rules;
using Streams.Detections.Yaml;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;

namespace Streams.Detections.Tests.Rules;

/// <summary>Exceptions are filters with an end: until then they leave out what they describe, from then on nothing, and they tell so before.</summary>
public sealed class ExceptionTests
{
    private const string Rules = """
        title: Secret read
        id: 9d2f0b9e-3c9f-4a0c-8f39-0b6a6b2f7a01
        name: secret_read
        logsource: {product: kubernetes, service: audit}
        detection:
          sel: {verb: get}
          condition: sel
        ---
        title: Backup reads secrets
        logsource: {product: kubernetes, service: audit}
        filter:
          rules: [secret_read]
          selection: {user.username: backup}
          condition: not selection
        streams:
          expires: EXPIRES
          reason: the backup account reads what it saves

        """;

    [Theory]
    [InlineData("2026-11-24", "2026-11-24T23:59:59Z", "backup", false)]
    [InlineData("2026-11-24", "2026-11-25T00:00:00Z", "backup", true)]
    [InlineData("2026-11-24T12:00:00Z", "2026-11-24T11:59:59Z", "backup", false)]
    [InlineData("2026-11-24T12:00:00Z", "2026-11-24T12:00:00Z", "backup", true)]
    [InlineData("2026-11-24T12:00:00+02:00", "2026-11-24T10:00:00Z", "backup", true)]
    [InlineData("2026-11-24", "2026-11-24T10:00:00Z", "other", true)]
    public void An_exception_holds_until_its_end_by_the_events_own_time(string expires, string at, string user, bool matches) =>
        Assert.Equal(matches, Matches(Load(expires), at, user));

    [Theory]
    [InlineData("next week")]
    [InlineData("24.11.2026")]
    [InlineData("2026-13-01")]
    [InlineData("3")]
    public void An_end_that_is_none_is_refused_at_its_place(string expires)
    {
        var error = Assert.Single(RuleSetLoader.LoadTexts(("r.yml", Text(expires))).Errors);

        Assert.Equal((16, Severity.Error), ((int)error.Line, error.Severity));
    }

    [Fact]
    public void Only_a_filter_expires()
    {
        var text =
            "title: t\nid: t\nlogsource: {product: kubernetes, service: audit}\ndetection:\n  s: {verb: get}\n  condition: s\nstreams:\n  expires: 2026-11-24\n";

        Assert.Contains("'expires'", Assert.Single(RuleSetLoader.LoadTexts(("r.yml", text)).Errors).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-11-01", null)]
    [InlineData("2026-11-20", "ends 2026-11-25 00:00 UTC")]
    [InlineData("2026-11-26", "ended 2026-11-25 00:00 UTC")]
    public void Its_end_is_told_a_week_before_and_after_it(string today, string? told)
    {
        var found = RuleCheck.Of(
            Load("2026-11-24"),
            "RequestResponse",
            DateTimeOffset.Parse($"{today}T12:00:00Z", System.Globalization.CultureInfo.InvariantCulture)
        );

        Assert.Equal(told is null, found.Count == 0);
        Assert.All(found, f => Assert.Contains(told!, f.Message, StringComparison.Ordinal)); // there is none where it is null
    }

    private static string Text(string expires) => Rules.Replace("EXPIRES", expires, StringComparison.Ordinal);

    private static RuleSet Load(string expires)
    {
        var (rules, errors) = RuleSetLoader.LoadTexts(("r.yml", Text(expires)));
        Assert.Empty(errors);
        return rules;
    }

    private static bool Matches(RuleSet rules, string at, string user)
    {
        var (view, parsed, matches) = (new EventView(rules.Slots), new ParsedEvent(), new List<int>());
        parsed.Reset(EventSource.Audit);
        parsed.SetTime(Timestamp.From(DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture)), TimeSource.Record);
        (parsed.Document, parsed.IsJson) = (Encoding.UTF8.GetBytes($"{{\"verb\":\"get\",\"user\":{{\"username\":\"{user}\"}}}}"), true);
        view.Set(parsed, new EntitySet());
        rules.Matcher.MatchAnySource(view, matches);
        return matches.Count > 0;
    }
}
