namespace Streams.Host.Tests.Configuration;

/// <summary>Which raw topics are read: those a file names, or all; the environment changes single ones.</summary>
public sealed class RawTopicTests
{
    private static readonly Dictionary<string, string> None = [];

    [Fact]
    public void AFile_ThatNamesSome_NamesAll()
    {
        var shown = Show("kafka: {bootstrap: 'a:1', raw: {audit: k8s.audit}}", None);

        Assert.Contains("audit: k8s.audit", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("raw.dns", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void AFile_ThatNamesNone_HasAllSix()
    {
        var shown = Show("kafka: {bootstrap: 'a:1', rawPartitions: 2}", None);

        Assert.Equal(6, shown.Split('\n').Count(l => l.Contains(": raw.", StringComparison.Ordinal)));
    }

    [Fact]
    public void TheEnvironment_ChangesOne()
    {
        var shown = Show("kafka: {bootstrap: 'a:1'}", new Dictionary<string, string> { ["STREAMS__KAFKA__RAW__DNS"] = "names" });

        Assert.Contains("dns: names", shown, StringComparison.Ordinal);
        Assert.Contains("audit: raw.audit", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void ATopic_ThatIsEmpty_IsAnError()
    {
        using var file = Cli.File("kafka: {bootstrap: 'a:1', raw: {dns: ''}}");

        Assert.Contains("kafka.raw: name at least one source", Cli.Run(null, None, "config", "check", "--config", file.Path).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void APrefix_BeginsTheTopicsNobodyNamed()
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
    public void APrefix_ThatKafkaWouldRefuse_IsAnError(string prefix)
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
