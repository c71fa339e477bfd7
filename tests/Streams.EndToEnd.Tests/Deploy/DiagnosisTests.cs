using Streams.EndToEnd.Tests.Servers;
using Streams.EndToEnd.Tests.Support;

namespace Streams.EndToEnd.Tests.Deploy;

/// <summary>The bundle for whoever is to help: of a service that runs, and of one whose Kafka is away.</summary>
public sealed class DiagnosisTests
{
    private const string Secret = "Xq7-a-secret-of-the-test";
    private static readonly string[] Parts =
    [
        "versions.txt",
        "configuration.yaml",
        "service/readyz.txt",
        "service/status.json",
        "service/metrics.txt",
        "doctor.jsonl",
        "positions.json",
        "state.json",
        "keys.json",
        "dead-letters.json",
    ];

    [Fact]
    public async Task Of_a_running_service_all_is_there_and_no_secret_and_no_event()
    {
        using var kafka = ServerScript.UpOrSkip("kafka");
        using var folder = new TemporaryFolder();
        var configuration = Configuration(folder, kafka["KAFKA_BOOTSTRAP"], "0");
        using var service = StreamsService.Start(configuration);
        var address = await service.ReadyAsync();
        folder.Write("words", "{\"log\":\"the words of an event\"}\n");
        SharedTools.Run("kcat", "-P", "-b", kafka["KAFKA_BOOTSTRAP"], "-t", "raw.container", "-k", "a-node", "-l", $"{folder.Path}/words");
        var (code, output) = Diagnose(
            folder,
            Configuration(folder, kafka["KAFKA_BOOTSTRAP"], new Uri(address).Port.ToString(System.Globalization.CultureInfo.InvariantCulture))
        );

        Assert.True(code == 0 && !output.Contains("not in it", StringComparison.Ordinal), output);
        var bundle = Unpacked(folder);
        Assert.Equal(Parts.Order(StringComparer.Ordinal), bundle.Keys.Order(StringComparer.Ordinal));
        Assert.Contains("streams_ready 1", bundle["service/metrics.txt"], StringComparison.Ordinal);
        Assert.Contains("\"group\": \"streams-correlate\"", bundle["positions.json"], StringComparison.Ordinal);
        Assert.Contains("\"check\":\"kafka\"", bundle["doctor.jsonl"], StringComparison.Ordinal);
        Assert.All(bundle.Values, text =>
        {
            Assert.DoesNotContain(Secret, text, StringComparison.Ordinal);
            Assert.DoesNotContain("the words of an event", text, StringComparison.Ordinal);
            Assert.DoesNotContain("a-node", text, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Of_a_service_whose_Kafka_is_away_what_can_be_had_is_there_and_the_rest_says_why()
    {
        using var folder = new TemporaryFolder();
        var (code, output) = Diagnose(folder, Configuration(folder, "127.0.0.1:9", "9"));

        Assert.Equal(0, code);
        Assert.Contains("not in it: positions.json", output, StringComparison.Ordinal);
        var bundle = Unpacked(folder);
        Assert.Equal(Parts.Length, bundle.Count);
        Assert.StartsWith("not to be had: ", bundle["positions.json"], StringComparison.Ordinal);
        Assert.Contains("bootstrap", bundle["configuration.yaml"], StringComparison.Ordinal);
    }

    private static (int Code, string Output) Diagnose(TemporaryFolder folder, string configuration) =>
        SharedTools.Run(
            "dotnet",
            Path.Combine(AppContext.BaseDirectory, "streams.dll"),
            "diag",
            "--config",
            configuration,
            "--out",
            $"{folder.Path}/bundle.tar.gz"
        );

    private static Dictionary<string, string> Unpacked(TemporaryFolder folder)
    {
        SharedTools.Run("tar", "-xzf", $"{folder.Path}/bundle.tar.gz", "-C", folder.Path);
        var root = Path.Combine(folder.Path, "streams-diag");
        return Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).ToDictionary(f => Path.GetRelativePath(root, f), File.ReadAllText);
    }

    private static string Configuration(TemporaryFolder folder, string bootstrap, string port) =>
        folder.Write(
            $"streams-{port}.yaml",
            $$"""
            kafka: {bootstrap: "{{bootstrap}}", rawPartitions: 1, signalPartitions: 1}
            state: {directory: "{{folder.Path}}/state"}
            http: {listen: "127.0.0.1:{{port}}"}
            sinks: {file: {path: "{{folder.Path}}/alerts.jsonl"}, webhook: {secret: "{{Secret}}"} }
            """
        );
}
