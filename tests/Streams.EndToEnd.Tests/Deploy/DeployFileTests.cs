using System.Text.RegularExpressions;
using Streams.EndToEnd.Tests.Support;

namespace Streams.EndToEnd.Tests.Deploy;

/// <summary>What can be said of image, compose, kind and unit without Docker or systemd running.</summary>
public sealed class DeployFileTests
{
    public static TheoryData<string> Handwritten =>
        [
            .. Directory
                .EnumerateFiles(Checkout.PathOf("deploy/shippers"), "handwritten-*.jsonl", SearchOption.AllDirectories)
                .Select(f => Path.GetRelativePath(Checkout.Root, f))
                .Order(StringComparer.Ordinal),
        ];

    [Theory]
    [MemberData(nameof(Handwritten))]
    public void A_handwritten_line_is_parsed_whole_with_its_time_and_its_place(string file)
    {
        var source = Regex.Match(file, "handwritten-([a-z]+)").Groups[1].Value;

        var (code, output) = Streams("parse", "--source", source, Checkout.PathOf(file));

        Assert.True(code == 0, output);
        Assert.Contains("dead 0", output, StringComparison.Ordinal);
        Assert.Contains("\"time\":\"2026-11-24T10:00:0", output, StringComparison.Ordinal);
        Assert.Contains(
            source switch
            {
                "container" => "\"pod\":\"cart-6f7d9c5b8d-k2x4q\"",
                "audit" => "\"principal\":\"dana\"",
                _ => "\"node\":\"node-1\"",
            },
            output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Falcos_recorded_output_is_parsed_whole()
    {
        var (code, output) = Streams("parse", "--source", "ebpf", SharedTools.PathOrSkip("data/recorded/falco-0.44-modern-ebpf.jsonl"));

        Assert.True(code == 0, output[^400..]);
        Assert.Matches(@"in (\d+) = events [1-9]\d* \+ fragments 0 \+ dead 0 \+ health \d+", output);
    }

    [Fact]
    public void Every_file_that_compose_kind_and_the_image_name_is_there()
    {
        var compose = File.ReadAllText(Checkout.PathOf("deploy/docker/compose.yaml"));
        Assert.All(Regex.Matches(compose, @"- (\.\.?/[\w./-]+):/").Select(m => m.Groups[1].Value), f =>
            Assert.True(Path.Exists(Checkout.PathOf($"deploy/docker/{f}")), f)
        );
        var up = File.ReadAllText(Checkout.PathOf("deploy/kind/up"));
        Assert.All(Regex.Matches(up, @"\$top/(deploy/[\w./-]+)").Select(m => m.Groups[1].Value), f => Assert.True(Path.Exists(Checkout.PathOf(f)), f));
        var image = File.ReadAllText(Checkout.PathOf("deploy/docker/Dockerfile"));
        Assert.All(Regex.Matches(image, @"dotnet publish (\S+)").Select(m => m.Groups[1].Value), f => Assert.True(File.Exists(Checkout.PathOf(f)), f));
        Assert.All(
            Regex
                .Matches(compose + File.ReadAllText(Checkout.PathOf("deploy/kind/backends.yaml")), @"image: (\S+)")
                .Select(m => m.Groups[1].Value)
                .Where(i => i != "streams"),
            i => Assert.Matches(@":v?\d+\.\d+\.\d+$", i)
        );
    }

    [Fact]
    public void The_service_configuration_of_compose_is_valid()
    {
        var (code, output) = Streams("config", "check", "--config", Checkout.PathOf("deploy/docker/streams.yaml"));

        Assert.True(code == 0, output);
    }

    [Theory]
    [InlineData("deploy/kind/up")]
    [InlineData("deploy/kind/down")]
    [InlineData("tests/Streams.EndToEnd.Tests/Sources/with-journal")]
    [InlineData("tests/Streams.EndToEnd.Tests/Deploy/audit-actions.sh")]
    public void A_script_is_shell(string file)
    {
        var (code, output) = SharedTools.Run("bash", "-n", Checkout.PathOf(file));

        Assert.True(code == 0, output);
    }

    [Theory]
    [InlineData("/usr/bin/promtool", "check", "config", "deploy/docker/prometheus.yml")]
    [InlineData("/usr/bin/amtool", "check-config", "deploy/docker/alertmanager.yml")]
    public void A_servers_own_tool_takes_its_configuration(string tool, params string[] arguments)
    {
        Assert.SkipUnless(File.Exists(tool), $"{tool} is not installed");
        var (code, output) = SharedTools.Run(tool, [.. arguments[..^1], Checkout.PathOf(arguments[^1])]);

        Assert.True(code == 0, output);
    }

    [Theory]
    [InlineData("deploy/systemd/streams.service")]
    [InlineData("deploy/shippers/journald/streams-journal.service")]
    public void A_unit_passes_systemds_own_check(string file)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/systemd-analyze"), "systemd-analyze is not installed");
        using var folder = new Servers.TemporaryFolder();
        var unit = folder.Write(
            Path.GetFileName(file),
            File.ReadAllText(Checkout.PathOf(file)).Replace("/opt/streams/streams", "/bin/true", StringComparison.Ordinal)
        ); // the program is not installed here

        var (code, output) = SharedTools.Run("systemd-analyze", "verify", unit);
        Assert.True(code == 0 && !output.Contains(Path.GetFileName(file), StringComparison.Ordinal), output);

        (_, output) = SharedTools.Run("systemd-analyze", "security", "--offline=true", unit);
        Assert.Matches(@"Overall exposure level for .*: [0-2]\.\d", output);
    }

    private static (int Code, string Output) Streams(params string[] arguments) =>
        SharedTools.Run("dotnet", [Path.Combine(AppContext.BaseDirectory, "streams.dll"), .. arguments]);
}
