namespace Streams.Host.Tests.Configuration;

/// <summary>Which raw topics are read: those a file names, or all; the environment changes single ones.</summary>
public sealed class RawTopicTests
{
    private static readonly Dictionary<string, string> None = [];

    [Fact]
    public void A_file_that_names_some_names_all()
    {
        var shown = Show("kafka: {bootstrap: 'a:1', raw: {audit: k8s.audit}}", None);

        Assert.Contains("audit: k8s.audit", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("raw.dns", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_names_none_has_all_six()
    {
        var shown = Show("kafka: {bootstrap: 'a:1', rawPartitions: 2}", None);

        Assert.Equal(6, shown.Split('\n').Count(l => l.Contains(": raw.", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_environment_changes_one()
    {
        var shown = Show("kafka: {bootstrap: 'a:1'}", new Dictionary<string, string> { ["STREAMS__KAFKA__RAW__DNS"] = "names" });

        Assert.Contains("dns: names", shown, StringComparison.Ordinal);
        Assert.Contains("audit: raw.audit", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void A_topic_that_is_empty_is_an_error()
    {
        using var file = Cli.File("kafka: {bootstrap: 'a:1', raw: {dns: ''}}");

        Assert.Contains("kafka.raw: name at least one source", Cli.Run(null, None, "config", "check", "--config", file.Path).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_prefix_begins_the_topics_nobody_named()
    {
        var shown = Show("kafka: {bootstrap: 'a:1', prefix: blue}", new Dictionary<string, string> { ["STREAMS__KAFKA__RAW__DNS"] = "names" });

        Assert.Contains("audit: blue.raw.audit", shown, StringComparison.Ordinal);
        Assert.Contains("dns: names", shown, StringComparison.Ordinal);
        Assert.Contains("applicationPrefix: blue", shown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("..")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890")]
    public void A_prefix_that_kafka_would_refuse_is_an_error(string prefix)
    {
        using var file = Cli.File($"kafka: {{bootstrap: 'a:1', prefix: '{prefix}'}}");

        Assert.Contains("kafka.prefix: may hold", Cli.Run(null, null, "config", "check", "--config", file.Path).Error, StringComparison.Ordinal);
    }

    private static string Show(string text, Dictionary<string, string> environment)
    {
        using var file = Cli.File(text);
        var (code, output, error) = Cli.Run(null, environment, "config", "show", "--config", file.Path);
        Assert.True(code == 0, error);
        return output;
    }
}
