using System.Diagnostics;
using System.Globalization;
using Streams.EndToEnd.Tests.Servers;
using Streams.EndToEnd.Tests.Support;

namespace Streams.EndToEnd.Tests.Sources;

/// <summary>A real Kafka, a real Loki and the service between them, for one real source at a time.</summary>
internal sealed class SourceStand : IAsyncDisposable
{
    private readonly ServerScript _kafka;
    private readonly RealLoki _loki;
    private readonly StreamsService _service;

    private SourceStand(ServerScript kafka, RealLoki loki, TemporaryFolder folder)
    {
        (_kafka, _loki, Folder) = (kafka, loki, folder);
        _service = StreamsService.Start(
            folder.Write(
                "streams.yaml",
                $$"""
                kafka: {bootstrap: "{{kafka["KAFKA_BOOTSTRAP"]}}", rawPartitions: 1}
                state: {directory: "{{folder.Path}}/state"}
                detection: {cluster: stand, rules: "{{Rules(folder)}}", lateness: {audit: 2s}, defaultLateness: 2s, timeout: 5s}
                http: {listen: "127.0.0.1:0"}
                sinks:
                  loki: {url: "{{loki.Url}}"}
                """
            )
        );
    }

    /// <summary>The rule of the stand that tells each new flow to the metadata service: the delivered one keeps it for others to read.</summary>
    public const string MetadataFlow = "5f0c2d7e-9f0b-4b9e-8d6a-0d7f5b8f1c11";

    public string Bootstrap => _kafka["KAFKA_BOOTSTRAP"];

    public TemporaryFolder Folder { get; }

    /// <summary>Starts all; skips the calling test, saying so, where a program is missing.</summary>
    public static async Task<SourceStand> UpOrSkipAsync(params string[] programs)
    {
        foreach (var program in programs)
        {
            Assert.SkipUnless(File.Exists(program), $"{program} is not installed");
        }

        var stand = new SourceStand(ServerScript.UpOrSkip("kafka"), RealLoki.UpOrSkip(), new TemporaryFolder());
        try
        {
            await stand._service.ReadyAsync();
            return stand;
        }
        catch
        {
            await stand.DisposeAsync();
            throw;
        }
    }

    /// <summary>Publishes the lines of a file as kcat does.</summary>
    public void Publish(string topic, string key, string file)
    {
        var (code, output) = SharedTools.Run("kcat", "-P", "-b", Bootstrap, "-t", topic, "-k", key, "-X", "acks=all", "-l", file);
        Assert.True(code == 0, output);
    }

    /// <summary>Teaches the entity table a pod by a container line, as a shipper sends it.</summary>
    public void TeachPod(string pod, string address)
    {
        var now = DateTimeOffset.UtcNow.AddSeconds(-1).ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        Publish(
            "raw.container",
            "3131249e92d53efad4e587de79f26c677345a5e03ecdfc4176a40a3e7ba13bd0",
            Folder.Write(
                "pod.jsonl",
                $$$"""{"time":"{{{now}}}","stream":"stdout","_p":"F","log":"ready","kubernetes":{"pod_name":"{{{pod}}}","namespace_name":"shop","pod_id":"2b2b35a0-3a3b-4b43-9a8e-8f5bb6d0a001","host":"node-7","pod_ip":"{{{address}}}","container_name":"c","docker_id":"3131249e92d53efad4e587de79f26c677345a5e03ecdfc4176a40a3e7ba13bd0"}}"""
                    + "\n"
            )
        );
    }

    /// <summary>Waits until Loki has an alert of the rule, with what else the query asks; fails where it never comes.</summary>
    public async Task<FoundEntry> AlertAsync(string rule, string further = "")
    {
        var found = await _loki.QueryUntilAsync(
            $"{{job=\"streams\", cluster=\"stand\"}} | rule_id=\"{rule}\"{further}",
            f => f.Count > 0,
            TimeSpan.FromSeconds(45)
        );
        Assert.True(found.Count > 0, $"no alert of {rule}{further} in Loki: {_service.Output}");
        return found[0];
    }

    /// <summary>Runs a script beside; the process is the caller's.</summary>
    public static Process Start(string program, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments);
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start) ?? throw new InvalidOperationException($"{program} does not start");
    }

    public async ValueTask DisposeAsync()
    {
        await _service.StopAsync();
        _service.Dispose();
        _loki.Dispose();
        _kafka.Dispose();
        Folder.Dispose();
    }

    /// <summary>The delivered rules and one of the stand's own.</summary>
    private static string Rules(TemporaryFolder folder)
    {
        var delivered = Path.Combine(AppContext.BaseDirectory, "detections");
        foreach (var file in Directory.EnumerateFiles(delivered, "*.yml", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder.Path, "rules", Path.GetRelativePath(delivered, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!); // it lies in the folder
            File.Copy(file, copy);
        }

        folder.Write(
            "rules/stand.yml",
            $$"""
            title: Flow to the metadata service
            id: {{MetadataFlow}}
            status: test
            logsource: {product: linux, service: netfilter}
            detection: {flow: {destination.ip: 169.254.169.254}, condition: flow}
            level: medium
            """
        );
        return Path.Combine(folder.Path, "rules");
    }
}
