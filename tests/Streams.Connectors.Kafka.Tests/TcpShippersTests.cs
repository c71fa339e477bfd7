using System.Diagnostics;
using System.Text;
using Streams.Connectors.Kafka.Embedded;
using Streams.Connectors.Kafka.Reading;

namespace Streams.Connectors.Kafka.Tests;

/// <summary>Programs that others wrote publish into the embedded broker over TCP.</summary>
public sealed class TcpShippersTests
{
    [Fact]
    public void Kcat_publishes_into_the_embedded_broker()
    {
        var kcat = Find("kcat") ?? Skip("kcat");
        using var broker = EmbeddedBroker.Start();
        broker.CreateTopic("raw.container", 4);
        var lines = Enumerable.Range(0, 1000).Select(i => $"node-{i % 3}:line {i}");
        var start = new ProcessStartInfo(kcat, ["-P", "-b", broker.BootstrapServers, "-t", "raw.container", "-K", ":"]) { RedirectStandardInput = true };
        using var process = Process.Start(start)!;
        process.StandardInput.Write(string.Join('\n', lines) + "\n");
        process.StandardInput.Close();
        Assert.True(process.WaitForExit(20_000));
        Assert.Equal(0, process.ExitCode);

        var read = Read(broker, "raw.container", 1000);
        Assert.Equal(Enumerable.Range(0, 1000).Select(i => $"line {i}").Order(), read.Select(r => Encoding.UTF8.GetString(r.Value!)).Order());
        foreach (var key in read.GroupBy(r => Encoding.UTF8.GetString(r.Key)))
        {
            Assert.Single(key.Select(r => r.Partition).Distinct());
        }
    }

    [Fact]
    public void Rsyslog_omkafka_publishes_into_the_embedded_broker()
    {
        var rsyslogd = Find("rsyslogd") ?? Skip("rsyslogd");
        if (!File.Exists("/usr/lib/x86_64-linux-gnu/rsyslog/omkafka.so"))
        {
            Skip("rsyslog's omkafka");
        }

        using var broker = EmbeddedBroker.Start();
        broker.CreateTopic("raw.journal", 4);
        var directory = Directory.CreateTempSubdirectory("streams-rsyslog-").FullName;
        var input = Path.Combine(directory, "input.log");
        File.WriteAllLines(input, Enumerable.Range(0, 500).Select(i => $"sshd[1]: session {i} opened"));
        var config = Path.Combine(directory, "rsyslog.conf");
        File.WriteAllText(
            config,
            $$"""
            global(workDirectory="{{directory}}")
            module(load="imfile" mode="polling" pollingInterval="1")
            module(load="omkafka")
            template(name="line" type="string" string="%msg%")
            input(type="imfile" file="{{input}}" tag="node-1" freshStartTail="off")
            action(type="omkafka" broker=["{{broker.BootstrapServers}}"] topic="raw.journal" key="node-1" template="line"
                   partitions.auto="on" confParam=["api.version.request=true"])
            """
        );
        using var process = Process.Start(
            new ProcessStartInfo(rsyslogd, ["-n", "-f", config, "-i", Path.Combine(directory, "pid")]) { RedirectStandardError = true }
        )!;
        try
        {
            var read = Read(broker, "raw.journal", 500);
            var sessions = read.Select(r => Encoding.UTF8.GetString(r.Value!).Trim()).ToHashSet();
            Assert.All(Enumerable.Range(0, 500), i => Assert.Contains($"sshd[1]: session {i} opened", sessions));
        }
        finally
        {
            process.Kill();
            process.WaitForExit();
        }
    }

    private static List<TopicRecord> Read(EmbeddedBroker broker, string topic, int count)
    {
        using var reader = new TopicReader(
            new TopicReaderOptions
            {
                BootstrapServers = broker.BootstrapServers,
                Topics = [topic],
                GroupId = "test",
            }
        );
        var all = new List<TopicRecord>();
        var clock = Stopwatch.StartNew();
        while (all.Count < count && clock.Elapsed < TimeSpan.FromSeconds(30))
        {
            all.AddRange(reader.ReadBatch(TimeSpan.FromMilliseconds(200)));
        }

        return all;
    }

    private static string? Find(string program) =>
        new[] { "/usr/bin", "/usr/sbin", "/usr/local/bin" }.Select(d => Path.Combine(d, program)).FirstOrDefault(File.Exists);

    private static string Skip(string program)
    {
        Assert.Skip(program + " is not installed");
        return "";
    }
}
