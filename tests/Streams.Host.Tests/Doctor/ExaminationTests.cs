using Streams.Host.Configuration;
using Streams.Host.Doctor;

namespace Streams.Host.Tests.Doctor;

public sealed class ExaminationTests
{
    [Fact]
    public async Task What_needs_what_failed_is_named_as_left_out_and_the_rest_is_looked_at()
    {
        Seen topics = new("topics", Finding.Ok("topics", "all")) { Needs = "kafka" };
        Seen loki = new("loki", Finding.Ok("loki", "takes pushes"));

        var findings = await LookAsync(new Seen("kafka", Finding.Failure("kafka", "no broker answers", "start it")), topics, loki);

        Assert.Equal(["kafka", "loki", "left out"], findings.Select(f => f.Check));
        Assert.Contains("topics", findings[^1].Text, StringComparison.Ordinal);
        Assert.Contains("kafka", findings[^1].Mend, StringComparison.Ordinal);
        Assert.False(topics.IsAsked);
        Assert.True(loki.IsAsked);
    }

    [Fact]
    public async Task A_warning_leaves_nothing_out()
    {
        Seen topics = new("topics", Finding.Ok("topics", "all")) { Needs = "kafka" };

        var findings = await LookAsync(new Seen("kafka", Finding.Warning("kafka", "one broker", "three")), topics);

        Assert.Equal(["kafka", "topics"], findings.Select(f => f.Check));
    }

    [Fact]
    public async Task Brokers_that_do_not_answer_are_named_by_their_address()
    {
        var finding = Assert.Single(await new KafkaCheck(new KafkaOptions { Bootstrap = "127.0.0.1:1" }).LookAsync(TestContext.Current.CancellationToken));

        Assert.Equal(Verdict.Failure, finding.Verdict);
        Assert.Contains("127.0.0.1:1", finding.Text, StringComparison.Ordinal);
    }

    private static async Task<List<Finding>> LookAsync(params IDoctorCheck[] checks)
    {
        List<Finding> findings = [];
        await foreach (var finding in Examination.RunAsync(checks, TestContext.Current.CancellationToken))
        {
            findings.Add(finding);
        }

        return findings;
    }

    private sealed class Seen(string name, Finding finding) : IDoctorCheck
    {
        public string Name => name;

        public string? Needs { get; init; }

        public bool IsAsked { get; private set; }

        public Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancel)
        {
            IsAsked = true;
            return Task.FromResult<IReadOnlyList<Finding>>([finding]);
        }
    }
}
