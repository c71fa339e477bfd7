using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Streams.Host.Configuration;
using Streams.Host.Configuration.Settings;

namespace Streams.Host.Tests.Configuration;

/// <summary>What is shown, and what is made of the list of settings.</summary>
public sealed class ConfigurationWriterTests
{
    private static readonly Dictionary<string, string> None = [];

    [Fact]
    public void Show_hides_every_secret_wherever_it_came_from()
    {
        using var file = Cli.File(
            """
            kafka:
              bootstrap: a:1
              properties: {sasl.password: geheim1, ssl.key.pem: geheim2, sasl.jaas.config: geheim3, sasl.username: streams}
              schemaRegistryUrl: https://u:geheim4@registry?basic.auth.token=geheim5
            sinks:
              loki: {url: "http://u:geheim6@l:3100", password: geheim7}
              alertmanager: {urls: ["http://u:geheim8@am:9093/x?token=geheim9"]}
            """
        );
        var (options, errors, _) = ConfigurationReader.Read(
            file.Path,
            new Dictionary<string, string>
            {
                ["STREAMS__HTTP__TOKEN"] = "geheim-0123456789abcdef",
                ["STREAMS__SINKS__ALERTMANAGER__PASSWORD"] = "geheim10",
                ["STREAMS__KAFKA__PROPERTIES__ssl.keystore.password"] = "geheim11",
            }
        );

        var shown = ConfigurationWriter.Show(options);

        Assert.Empty(errors);
        Assert.DoesNotContain("geheim", shown, StringComparison.Ordinal);
        Assert.Contains("sasl.username: streams", shown, StringComparison.Ordinal);
        Assert.Contains("http://***@l:3100", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Show_is_a_configuration_that_means_the_same()
    {
        using var file = Cli.File(
            "kafka: {bootstrap: 'a:1', properties: {x: 'true', y: '1'}}\ndetection: {lateness: {dns: 90s}, learning: 0}\nsinks: {alertmanager: {urls: ['http://a:1']}}"
        );
        var first = ConfigurationWriter.Show(ConfigurationReader.Read(file.Path, None).Options);
        using var again = Cli.File(first);

        var (options, errors, told) = ConfigurationReader.Read(again.Path, None);

        Assert.Empty(errors);
        Assert.Empty(told);
        Assert.Equal(first, ConfigurationWriter.Show(options));
    }

    [Fact]
    public void Commented_is_a_configuration_and_each_commented_setting_too()
    {
        var text = ConfigurationWriter.Commented(new StreamsOptions());
        using var file = Cli.File(text);
        Assert.Empty(ConfigurationReader.Read(file.Path, None).Errors);

        var lines = text.Split('\n').Select(l => Regex.IsMatch(l, "^ *# [A-Za-z0-9]+:( |$)") ? l.Replace("# ", "", StringComparison.Ordinal) : l);
        using var whole = Cli.File(string.Join('\n', lines));
        Assert.Empty(ConfigurationReader.Read(whole.Path, None).Errors);
    }

    [Fact]
    public void Every_setting_says_what_it_is()
    {
        Assert.All(SettingList.Of(new StreamsOptions()), s => Assert.False(string.IsNullOrWhiteSpace(s.Member.Setting.Text), s.Path));
    }

    [Fact]
    public void Every_text_that_speaks_of_a_secret_is_one()
    {
        var open = SettingList
            .Of(new StreamsOptions())
            .Where(s =>
                s.Member.Secret is null
                && (
                    s.Member.Name.EndsWith("password", StringComparison.OrdinalIgnoreCase)
                    || s.Member.Name.EndsWith("token", StringComparison.OrdinalIgnoreCase)
                    || s.Member.Name.EndsWith("secret", StringComparison.OrdinalIgnoreCase)
                )
            );

        Assert.Empty(open.Select(s => s.Path));
    }

    [Fact]
    public void The_charts_schema_knows_the_same_settings()
    {
        var chart = JsonNode.Parse(File.ReadAllText(Path.Combine(Root(), "deploy/helm/streams/values.schema.json")))!["properties"]!;
        var detection = ConfigurationWriter.SchemaOf(new DetectionOptions());
        foreach (var ownedByTheChart in (string[])["rules", "ruleSource", "ruleReload"])
        {
            detection["properties"]!.AsObject().Remove(ownedByTheChart);
        }

        AssertSame(detection, chart["detection"]!);
        AssertSame(ConfigurationWriter.SchemaOf(new SinkOptions()), chart["sinks"]!);
        AssertSame(ConfigurationWriter.SchemaOf(new EventFeedsOptions()), chart["feeds"]!);
        AssertSame(ConfigurationWriter.SchemaOf(new TracesOptions()), chart["traces"]!);
    }

    /// <summary>Mended by: deploy/helm/make-schema.</summary>
    private static void AssertSame(JsonNode program, JsonNode chart)
    {
        foreach (var ownedByTheChart in (string[])["description", "examples"])
        {
            program.AsObject().Remove(ownedByTheChart);
            if (chart[ownedByTheChart] is { } text)
            {
                program[ownedByTheChart] = text.DeepClone();
            }
        }

        Assert.True(JsonNode.DeepEquals(program, chart), program.ToJsonString());
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Streams.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("the tests do not run within a checkout");
        }

        return folder.FullName;
    }
}
