using System.Diagnostics;
using System.Text;
using Streams.Host.Configuration;
using Streams.Schemas.Tests.Fuzz;

namespace Streams.Host.Tests.Configuration;

/// <summary>
/// Whatever stands in a configuration or in the environment, it is options or errors with a place, soon: never an exception, which would end a start without a word.
/// STREAMS_FUZZ sets the number of files.
/// </summary>
public sealed class ConfigurationFuzzTests
{
    private const string Seed = """
        kafka: {bootstrap: "a:1", raw: {audit: raw.audit, dns: auto}, properties: {sasl.password: x}, schemaRegistryUrl: "https://u:p@registry"}
        state: {directory: /tmp/x, maxBytes: 1_000_000}
        detection: {maxSubjects: 5, learning: 2m, lateness: {dns: 1500ms}, entityWait: 0, timeZone: Europe/Berlin, clusterDomains: [a, b], trustedProxies: [10.0.0.0/8], clockSkewMax: 2s}
        http: {listen: "127.0.0.1:9464", token: "0123456789abcdef0123", tls: {certificate: /a, key: /b}}
        security: {topicKey: "0123456789abcdef0123456789abcdef"}
        sinks:
          file: /tmp/a
          loki: {url: "http://l:3100", maxPushBytes: 20000, timeout: 1m30s, password: x}
          alertmanager: {urls: ["http://a:1", "http://b:1"], maxActive: 7}
          webhook: {url: "http://w", headers: {a: b}}
        tenants: [{name: a, namespaces: [x]}]
        traces: {ratio: 0.5}
        """;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);
    private static readonly int Files = int.TryParse(Environment.GetEnvironmentVariable("STREAMS_FUZZ"), out var count) ? count : 2_000;

    [Fact]
    public void Whatever_stands_in_a_configuration_is_options_or_errors()
    {
        var folder = Directory.CreateTempSubdirectory("streams-fuzz-");
        try
        {
            var path = Path.Combine(folder.FullName, "streams.yaml");
            var mutator = new Mutator([.. Seed.Split('\n').Select(Encoding.UTF8.GetBytes), Encoding.UTF8.GetBytes(Seed)], seed: 20261130);
            var refused = 0;
            for (var i = 0; i < Files; i++)
            {
                var (text, value, name) = (mutator.Next(), Encoding.UTF8.GetString(mutator.Next()), Encoding.UTF8.GetString(mutator.Next()));
                File.WriteAllBytes(path, text);
                var watch = Stopwatch.StartNew();
                try
                {
                    var (_, errors, _) = ConfigurationReader.Read(
                        path,
                        new Dictionary<string, string> { ["STREAMS__DETECTION__LEARNING"] = value, ["STREAMS__" + name[..Math.Min(name.Length, 40)]] = value }
                    );
                    refused += errors.Count > 0 ? 1 : 0;
                }
                catch (Exception e)
                {
                    Assert.Fail($"file {i}: {Convert.ToBase64String(text)} {value} {name}\n{e}");
                }

                Assert.True(watch.Elapsed < Longest, $"file {i} took {watch.Elapsed}: {Convert.ToBase64String(text)}");
            }

            Assert.True(refused > Files / 10, $"{refused} are refused: the test says little");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
