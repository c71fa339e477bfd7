using Streams.Connectors.Sinks.Alertmanager;
using Streams.Connectors.Sinks.JsonFile;
using Streams.Connectors.Sinks.Loki;
using Streams.Host.Configuration;
using Streams.Schemas.Events;

namespace Streams.Host.Tests.Configuration;

/// <summary>What is written is bound to the components' own options, or refused with its place.</summary>
public sealed class ConfigurationReaderTests
{
    private static readonly Dictionary<string, string> None = [];

    [Fact]
    public void Read_settings_of_stages_and_sinks_are_the_components_own_options()
    {
        var options = Options(
            """
            kafka: {bootstrap: "a:1"}
            detection: {maxSubjects: 5, learning: 2m, lateness: {dns: 1500ms}, entityWait: 0, maxLineBytes: 2_000_000, timeZone: Europe/Berlin, clusterDomains: [a, b]}
            sinks:
              file: /tmp/a
              loki: {url: "http://l:3100", maxPushBytes: 20000, timeout: 1m30s}
              alertmanager: {urls: ["http://a:1", "http://b:1"], maxActive: 7}
            """
        );

        var stages = options.Detection.Pipeline;
        Assert.Equal((5, TimeSpan.FromMinutes(2)), (stages.Observe.MaxSubjects, stages.Observe.Learning));
        Assert.Equal(
            [TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(45)],
            ((EventSource[])[EventSource.Dns, EventSource.Audit]).Select(s => stages.Normalise.Time.Lateness[s])
        );
        Assert.Equal(
            (TimeSpan.Zero, 2_000_000, "Europe/Berlin"),
            (stages.Observe.Time.EntityWait, stages.Normalise.Parser.MaxLineBytes, stages.Normalise.Parser.TimeZone.Id)
        );
        Assert.Equal(["a", "b"], stages.Normalise.Parser.ClusterDomains);
        Assert.Equal("/tmp/a", ((AlertFileSinkOptions)options.Sinks.Of(AlertFileSink.Definition)).Path);
        var loki = (LokiSinkOptions)options.Sinks.Of(LokiSink.Definition);
        Assert.Equal((new Uri("http://l:3100"), 20000, TimeSpan.FromSeconds(90)), (loki.Url, loki.MaxPushBytes, loki.Timeout));
        var alertmanager = (AlertmanagerSinkOptions)options.Sinks.Of(AlertmanagerSink.Definition);
        Assert.Equal((2, 7), (alertmanager.Urls.Count, alertmanager.MaxActive));
    }

    [Fact]
    public void Read_many_errors_all_with_their_places_and_what_was_meant()
    {
        var errors = Errors(
            """
            kafka:
              bootstrp: a:1
              rawPartitions: 0
              raw: {audi: x}
            detection:
              learning: 300
              timeout: 5x
            sinks:
              loki: {url: "ftp://u:geheim@x", password: geheim}
            http: {token: geheim}
            stat: {}
            """
        );

        Assert.Equal(
            [
                "FILE:1:1: kafka.bootstrap: is missing; write host:port",
                "FILE:2:3: kafka.bootstrp: is no setting; did you mean bootstrap?",
                "FILE:3:18: kafka.rawPartitions: 0 is too little; at least 1",
                "FILE:4:9: kafka.raw.audi: is none of container, audit, dns, journal, kernel, ebpf, auto; did you mean audit?",
                "FILE:6:13: detection.learning: 300 is not a time with its unit, as in 500ms, 30s, 5m, 2h or 1d; did you mean 300s?",
                "FILE:7:12: detection.timeout: 5x is not a time with its unit, as in 500ms, 30s, 5m, 2h or 1d",
                "FILE:9:15: sinks.loki.url: ftp://***@x is not an http or https address, as in https://host:3100",
                "FILE:10:8: http.token: 6 characters are too few; at least 16, as from: openssl rand -hex 16",
                "FILE:11:1: stat: is no setting; did you mean state?",
            ],
            errors
        );
    }

    [Theory]
    [InlineData("kafka: {bootstrap: a", "")]
    [InlineData("kafka: [a, b\nx: ]]", "")]
    [InlineData("kafka: {bootstrap: a}\nkafka: {bootstrap: b}", "")]
    [InlineData("a: &a [*a]", "nothing before it is named &a")]
    [InlineData("a: &a [x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]", "no setting")]
    [InlineData("- a", "is a list")]
    [InlineData("just text", "is a single value")]
    [InlineData("? [a]\n: b", "no name of a setting")]
    [InlineData("kafka: {bootstrap: a}\n---\nkafka: {bootstrap: b}", "second document")]
    [InlineData("kafka: {bootstrap: [a]}", "kafka.bootstrap: is a list; write a text")]
    [InlineData("kafka: {bootstrap: a, raw: x}", "kafka.raw: is a single value; write a map")]
    [InlineData("kafka: {bootstrap: a, properties: {x: }}", "kafka.properties.x: holds nothing")]
    [InlineData("state: 5", "is a section: directory, store, instance")]
    [InlineData("kafka: {bootstrap: a, exactlyOnce: yes}", "true or false")]
    [InlineData("kafka: {bootstrap: a, replication: 70000}", "whole number of 16 bits")]
    [InlineData("kafka: {bootstrap: a}\ndetection: {ruleSource: topics}", "did you mean topic?")]
    public void Read_what_is_no_configuration_is_an_error_with_its_place(string yaml, string said)
    {
        var errors = Errors(yaml);

        Assert.All(errors, e => Assert.StartsWith("FILE:", e, StringComparison.Ordinal));
        Assert.Contains(errors, e => e.Contains(said, StringComparison.Ordinal));
    }

    [Fact]
    public void Read_the_same_bytes_cut_or_changed_never_throws()
    {
        const string Good =
            "kafka: {bootstrap: \"a:1\", properties: {a: b}}\ndetection:\n  lateness: &x {audit: 3s}\nsinks:\n  alertmanager: {urls: [\"http://a\"]}\n";
        const string Marks = "[]{}:,&*!|>'\"%@`#-?\n\t \0";
        var chance = new Random(7);
        for (var i = 0; i < 5000; i++)
        {
            var text = Good.ToCharArray();
            for (var change = chance.Next(4); change >= 0; change--)
            {
                text[chance.Next(text.Length)] = Marks[chance.Next(Marks.Length)];
            }

            using var file = Cli.File(new string(text)[..chance.Next(Good.Length)]);
            Assert.NotNull(ConfigurationReader.Read(file.Path, None).Options);
        }
    }

    [Fact]
    public void Read_the_environment_goes_before_the_file_and_is_named_in_errors()
    {
        using var file = Cli.File("kafka: {bootstrap: 'a:1'}\nsinks: {alertmanager: {urls: ['http://a:1', 'http://b:1']}}");
        var (options, errors, _) = ConfigurationReader.Read(
            file.Path,
            new Dictionary<string, string>
            {
                ["STREAMS__KAFKA__BOOTSTRAP"] = "b:2",
                ["STREAMS__SINKS__ALERTMANAGER__URLS__1"] = "http://c:1",
                ["STREAMS__DETECTION__LEARNING"] = "9",
                ["STREAMS__STATES__X"] = "9",
            }
        );

        Assert.Equal("b:2", options.Kafka.Bootstrap);
        Assert.Equal(["http://a:1/", "http://c:1/"], ((AlertmanagerSinkOptions)options.Sinks.Of(AlertmanagerSink.Definition)).Urls.Select(u => u.AbsoluteUri));
        Assert.Equal(["STREAMS__DETECTION__LEARNING: detection.learning", "STREAMS__STATES__X: STATES"], errors.Select(e => $"{e.Place}: {e.Path}").Order());
    }

    [Fact]
    public void Read_names_of_before_are_read_and_told()
    {
        using var file = Cli.File(
            "kafka: {bootstrap: 'a:1'}\ndetection: {auditLatenessSeconds: 7, latenessSeconds: 3}\nsinks: {alertmanager: {resendSeconds: 9}}"
        );
        var (options, errors, told) = ConfigurationReader.Read(file.Path, None);

        Assert.Empty(errors);
        Assert.Equal(
            (TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(3)),
            (options.Detection.Time.Lateness[EventSource.Audit], options.Detection.Time.DefaultLateness)
        );
        Assert.Equal(TimeSpan.FromSeconds(9), ((AlertmanagerSinkOptions)options.Sinks.Of(AlertmanagerSink.Definition)).Resend);
        Assert.Contains(told, t =>
            t.EndsWith("detection.auditLatenessSeconds: is called detection.lateness.audit now, with its unit: 7s", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("kafka: {bootstrap: [\nfoo", ":1:")]
    [InlineData("kafka:\n  bootstrap: \"a:1\nlog: {", ":2:")]
    [InlineData("kafka:\n\tbootstrap: a", ":1:")]
    [InlineData("a: [1\nb: 2\n", ":1:")]
    public void Read_of_what_is_no_yaml_names_the_place(string yaml, string place)
    {
        var error = Assert.Single(Errors(yaml));

        Assert.Contains(place, error, StringComparison.Ordinal);
        Assert.DoesNotContain("Operation is not valid", error, StringComparison.Ordinal);
    }

    private static StreamsOptions Options(string yaml)
    {
        using var file = Cli.File(yaml);
        var (options, errors, _) = ConfigurationReader.Read(file.Path, None);
        Assert.Empty(errors);
        return options;
    }

    private static string[] Errors(string yaml)
    {
        using var file = Cli.File(yaml);
        var errors = ConfigurationReader.Read(file.Path, None).Errors;
        Assert.NotEmpty(errors);
        return [.. errors.Select(e => e.ToString().Replace(file.Path, "FILE", StringComparison.Ordinal))];
    }
}
