using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Streams.Connectors.Sinks;
using Streams.Connectors.Sinks.Webhook;
using Streams.Host.Configuration;
using Streams.Host.Configuration.Settings;

namespace Streams.Host.Tests.Configuration;

/// <summary>Several sinks of a kind, each under a name of its own.</summary>
public sealed class FurtherSinkTests
{
    private const string Text = """
        kafka: {bootstrap: "a:1"}
        sinks:
          webhook: {url: "http://all:1"}
          webhook-pay: {url: "http://pay:1", secret: "0123456789abcdef0", only: {namespaces: ["pay-*"]}}
          loki-soc: {url: "http://soc:3100"}
          syslog-off: {}
        """;

    [Fact]
    public void Each_has_its_own_options_and_the_schema_knows_its_name()
    {
        var (options, errors) = Read(Text, new Dictionary<string, string> { ["STREAMS__SINKS__WEBHOOK-SHOP__URL"] = "http://shop:1" });

        Assert.Empty(errors);
        Assert.Equal(["loki-soc", "webhook", "webhook-pay", "webhook-shop"], options.Sinks.On.Select(s => s.Name).Order(StringComparer.Ordinal));
        var pay = (WebhookSinkOptions)options.Sinks.Find("webhook-pay")!.Options;
        Assert.Equal((new Uri("http://pay:1"), "pay-*"), (pay.Url, Assert.Single(pay.Only.Namespaces)));
        Assert.Equal(new Uri("http://all:1"), ((WebhookSinkOptions)options.Sinks.Of(WebhookSink.Definition)).Url);
        Assert.Empty(options.Sinks.Of(WebhookSink.Definition).Only.Namespaces);

        var patterns = ConfigurationWriter.SchemaOf(new SinkOptions())["patternProperties"]!.AsObject().Select(p => p.Key);
        Assert.Contains(patterns, p => Regex.IsMatch("webhook-pay", p));
        Assert.Equal(SinkTable.All.Count, patterns.Count());
        var shown = ConfigurationWriter.Show(options);
        Assert.Contains("webhook-pay:", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("0123456789abcdef0", shown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("webhok-pay: {}", "sinks.webhok-pay: is no setting")]
    [InlineData("webhook-: {}", "sinks.webhook-: is no setting")]
    [InlineData("webhook-pay: {urll: x}", "sinks.webhook-pay.urll: is no setting; did you mean url?")]
    [InlineData("webhook-pay: {format: nonsense}", "sinks.webhook-pay.format: nonsense is none of")]
    public void What_is_wrong_in_one_is_told_with_its_path(string sink, string error)
    {
        var (_, errors) = Read($"kafka: {{bootstrap: \"a:1\"}}\nsinks:\n  {sink}\n", []);

        Assert.Contains(error, Assert.Single(errors).ToString(), StringComparison.Ordinal);
    }

    private static (StreamsOptions Options, IReadOnlyList<ConfigError> Errors) Read(string text, Dictionary<string, string> environment)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, text);
            var (options, errors, _) = ConfigurationReader.Read(file, environment);
            return (options, errors);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
