using Microsoft.Extensions.Logging;
using Streams.Detections.Rules;
using Streams.Host.Doctor;
using Streams.Host.Rules.Reload;

namespace Streams.Host.Tests.Rules;

/// <summary>An exception tells of its end a week before, by the service's log and by the doctor.</summary>
public sealed class ExceptionNoticesTests
{
    private static readonly DateTimeOffset End = new(2027, 2, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly Clock _time = new() { Now = End - TimeSpan.FromDays(8) };
    private readonly Lines _log = new();

    [Fact]
    public void It_is_told_once_a_day_from_a_week_before_and_when_it_is_over()
    {
        var notices = new ExceptionNotices(_time, _log);
        var rules = Rules("the backup");
        notices.Look(rules);
        Assert.Empty(_log);

        Pass(notices, rules, TimeSpan.FromHours(25));
        Assert.Contains("the exception ends 2027-02-01 00:00 UTC", Assert.Single(_log), StringComparison.Ordinal);

        Pass(notices, rules, TimeSpan.FromHours(24));
        Assert.Equal(2, _log.Count);

        Pass(notices, rules, End - _time.Now);
        Assert.Contains("ended 2027-02-01 00:00 UTC and excepts nothing more", _log[^1], StringComparison.Ordinal);
        Assert.InRange(_log.Count, 7, 9);
    }

    [Fact]
    public void Other_rules_are_told_of_at_once()
    {
        var notices = new ExceptionNotices(_time, _log);
        _time.Now += TimeSpan.FromDays(2);
        notices.Look(Rules("the backup"));
        notices.Look(Rules("the backup"));
        notices.Look(Rules("the backup of May"));

        Assert.Equal(2, _log.Count);
    }

    [Fact]
    public async Task The_doctor_warns_of_it_with_its_place()
    {
        var check = new ExceptionCheck(Rules("the backup"), _time);
        Assert.Equal(Verdict.Ok, Assert.Single(await check.LookAsync(TestContext.Current.CancellationToken)).Verdict);

        _time.Now += TimeSpan.FromDays(2);
        var finding = Assert.Single(await check.LookAsync(TestContext.Current.CancellationToken));
        Assert.Equal((Verdict.Warning, "see r.yml, line 7"), (finding.Verdict, finding.Mend));
        Assert.StartsWith("the backup: the exception ends 2027-02-01", finding.Text, StringComparison.Ordinal);
    }

    private void Pass(ExceptionNotices notices, RuleSet rules, TimeSpan span)
    {
        for (var passed = TimeSpan.Zero; passed < span; passed += TimeSpan.FromMinutes(30))
        {
            _time.Now += TimeSpan.FromMinutes(30);
            notices.Look(rules);
        }
    }

    private static RuleSet Rules(string title)
    {
        var (rules, errors) = RuleSetLoader.LoadTexts(
            (
                "r.yml",
                $"""
                title: Secret read
                id: secret_read
                logsource: {"{"}product: kubernetes, service: audit{"}"}
                detection: {"{"}s: {"{"}verb: get{"}"}, condition: s{"}"}

                ---
                title: {title}
                logsource: {"{"}product: kubernetes, service: audit{"}"}
                filter: {"{"}rules: [secret_read], s: {"{"}user.username: backup{"}"}, condition: not s{"}"}
                streams: {"{"}expires: 2027-01-31, reason: nightly{"}"}
                """
            )
        );
        Assert.Empty(errors);
        return rules;
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }

    private sealed class Lines : List<string>, ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Add(formatter(state, exception));
    }
}
