using System.Net;
using System.Text.RegularExpressions;
using Streams.EndToEnd.Tests.Servers;
using Streams.EndToEnd.Tests.Support;

namespace Streams.EndToEnd.Tests.Sources;

/// <summary>From the real program through a real Kafka to an alert in a real Loki, with the configuration that we ship.</summary>
public sealed class RealSourceTests
{
    private const string Kcat = "/usr/bin/kcat";
    private const string Rsyslog = "/usr/sbin/rsyslogd";
    private const string Nft = "/usr/sbin/nft";
    private const string Journald = "/lib/systemd/systemd-journald";

    [Fact]
    public async Task A_packet_logged_by_the_kernel_goes_by_our_rsyslog_configuration_to_Loki()
    {
        await using var stand = await SourceStand.UpOrSkipAsync(Rsyslog, Nft, Kcat);
        stand.TeachPod("cart", "10.244.0.7");
        var main = stand.Folder.Write(
            "rsyslog.conf",
            $"""
            global(workDirectory="{stand.Folder.Path}")
            module(load="imklog")
            include(file="{Checkout.PathOf("deploy/shippers/rsyslog/50-streams-kernel.conf")}")

            """
        );
        var environment = new Dictionary<string, string> { ["STREAMS_KAFKA"] = stand.Bootstrap, ["STREAMS_NODE"] = "node-7" };
        using var rsyslog = SourceStand.Start(Rsyslog, environment, "-n", "-f", main, "-i", Path.Combine(stand.Folder.Path, "rsyslog.pid"));
        try
        {
            await Task.Delay(TimeSpan.FromSeconds(2)); // until it reads the kernel's log
            NetfilterSource.Connect("10.244.0.7", "169.254.169.254", 80);

            var alert = await stand.AlertAsync(SourceStand.MetadataFlow, " | pod=\"cart\"");

            Assert.Contains("DST=169.254.169.254", alert.Line, StringComparison.Ordinal);
            Assert.Contains("node-7", alert.Line, StringComparison.Ordinal);
        }
        finally
        {
            rsyslog.Kill();
            await rsyslog.WaitForExitAsync();
        }
    }

    [Fact]
    public async Task Guessed_passwords_in_a_journal_go_by_journalctl_and_kcat_to_Loki()
    {
        await using var stand = await SourceStand.UpOrSkipAsync(Journald, Kcat, "/usr/bin/journalctl", "/usr/bin/logger");
        var export = Regex
            .Match(await File.ReadAllTextAsync(Checkout.PathOf("deploy/shippers/journald/streams-journal.service")), "ExecStart=/bin/bash -c '(.+)'")
            .Groups[1]
            .Value.Replace("/var/lib/streams-journal", stand.Folder.Path, StringComparison.Ordinal);
        Assert.Contains("kcat -P", export, StringComparison.Ordinal);
        var script = $$"""
            for i in $(seq 10 30); do logger -u /run/systemd/journal/dev-log -t sshd -p auth.info "Failed password for root from 198.51.100.9 port 515$i ssh2"; done
            {{export}}
            """;
        var environment = new Dictionary<string, string> { ["KAFKA"] = stand.Bootstrap, ["NODE"] = "node-7" };
        using var journal = SourceStand.Start("bash", environment, Checkout.PathOf("tests/Streams.EndToEnd.Tests/Sources/with-journal"), "bash", "-c", script);
        try
        {
            var alert = await stand.AlertAsync("87e7d3af-ebf6-457a-b5ce-5442e9038f7a");

            Assert.Contains("198.51.100.9", alert.Line, StringComparison.Ordinal);
        }
        finally
        {
            journal.Kill(entireProcessTree: true);
            await journal.WaitForExitAsync();
        }
    }

    [Fact]
    public async Task A_question_logged_by_core_DNS_with_our_log_block_goes_to_loki()
    {
        await using var stand = await SourceStand.UpOrSkipAsync(Kcat);
        using var coredns = ServerScript.UpOrSkip("coredns", "--zone", "interact.sh=203.0.113.9");
        var ours = Regex.Match(await File.ReadAllTextAsync(Checkout.PathOf("deploy/shippers/coredns/Corefile")), @"log \. combined \{[^}]*\}").Value;
        Assert.NotEmpty(ours);
        var corefile = Path.Combine(coredns.Directory, "Corefile");
        await File.WriteAllTextAsync(corefile, new Regex(@"^  log.*$", RegexOptions.Multiline).Replace(await File.ReadAllTextAsync(corefile), "  " + ours));
        coredns.Kill();
        coredns.Start();
        stand.TeachPod("cart", "127.0.0.9");

        var port = int.Parse(coredns["DNS_PORT"], System.Globalization.CultureInfo.InvariantCulture);
        await DnsQuestion.AskAsync(IPAddress.Parse("127.0.0.9"), port, "c59h2.interact.sh");
        await DnsQuestion.AskAsync(IPAddress.Parse("127.0.0.9"), port, "nothing.example.org");
        await Task.Delay(500);
        stand.Publish("raw.dns", "node-7", coredns["DNS_LOG"]);

        var alert = await stand.AlertAsync("0423cc00-9677-437e-9c00-adb47c53a3d9", " | pod=\"cart\"");
        Assert.Contains("c59h2.interact.sh", alert.Line, StringComparison.Ordinal);
        Assert.Contains("nothing.example.org", await File.ReadAllTextAsync(coredns["DNS_LOG"]), StringComparison.Ordinal); // class denial
    }
}
