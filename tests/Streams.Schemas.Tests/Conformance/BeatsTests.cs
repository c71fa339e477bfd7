using System.Net;
using System.Text.Json.Nodes;
using Streams.Schemas.Events;
using Streams.Schemas.Parsing;

namespace Streams.Schemas.Tests.Conformance;

/// <summary>
/// beats_modules. Policy: addresses are compared in the form of RFC 5952, and a field that Beats does not give is not asked for.
/// </summary>
public sealed class BeatsTests
{
    private static readonly string[] Compared =
    [
        "source.ip",
        "source.port",
        "destination.ip",
        "destination.port",
        "network.transport",
        "dns.question.name",
        "dns.question.type",
        "dns.question.class",
        "dns.response_code",
        "user.name",
        "process.pid",
        "event.outcome",
    ];

    [Theory]
    [InlineData(EventSource.Kernel, "x-pack/iptables/log/test/geo.log", 1)]
    [InlineData(EventSource.Kernel, "x-pack/iptables/log/test/icmp.log", 1)]
    [InlineData(EventSource.Kernel, "x-pack/iptables/log/test/iptables.log", 10)]
    [InlineData(EventSource.Kernel, "x-pack/iptables/log/test/ipv6.log", 11)]
    [InlineData(EventSource.Kernel, "x-pack/iptables/log/test/ubiquiti.log", 5)]
    [InlineData(EventSource.Dns, "x-pack/coredns/log/test/coredns.log", 2)]
    [InlineData(EventSource.Dns, "x-pack/coredns/log/test/coredns-json.log", 3)]
    [InlineData(EventSource.Journal, "system/auth/test/test.log", 10)]
    [InlineData(EventSource.Journal, "system/auth/test/timestamp.log", 2)]
    [InlineData(EventSource.Journal, "system/auth/test/secure-rhel7.log", 100)]
    [InlineData(EventSource.Journal, "system/auth/test/auth-ubuntu1204.log", 100)]
    public void Lines_have_the_fields_that_Beats_gives_them(EventSource source, string file, int expectedLines)
    {
        var path = SharedData.Path("beats_modules/" + file);
        var expected = JsonNode.Parse(File.ReadAllText(path + "-expected.json"))!.AsArray();
        var lines = Lines.Parse(source, path, new ParserOptions { TimeBase = new DateTimeOffset(2021, 5, 1, 0, 0, 0, TimeSpan.Zero) });

        Assert.Empty(lines.Dead);
        Assert.Equal(File.ReadLines(path).Count(), lines.Counts.In);
        Assert.Equal(expectedLines, expected.Count);
        var differences = new List<string>();
        for (var i = 0; i < expected.Count; i++)
        {
            Compare(expected[i]!, lines.Events[i], i + 1, differences);
        }

        Assert.Empty(differences);
    }

    private static void Compare(JsonNode expected, SeenEvent seen, int line, List<string> differences)
    {
        foreach (var field in Compared)
        {
            if (expected[field] is not JsonValue value)
            {
                continue;
            }

            var text =
                field.EndsWith(".ip", StringComparison.Ordinal) && IPAddress.TryParse(value.ToString(), out var address)
                    ? address.ToString()
                    : value.ToString();
            if (seen[field] != text)
            {
                differences.Add($"{line} {field}: {text} expected, {seen[field]} seen in {seen.Document}");
            }
        }
    }
}
