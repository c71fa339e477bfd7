using Streams.Schemas.Events;

namespace Streams.Schemas.Tests.Conformance;

public sealed class RangeTests
{
    public static TheoryData<string, EventSource, string> Files()
    {
        var files = new TheoryData<string, EventSource, string>();
        foreach (var scenario in new[] { "S0", "S1", "S3" })
        {
            files.Add(scenario, EventSource.Audit, "audit.jsonl");
            files.Add(scenario, EventSource.Container, "container.log");
            files.Add(scenario, EventSource.Container, "container.fluentbit.jsonl");
            files.Add(scenario, EventSource.Dns, "dns.cri.log");
            files.Add(scenario, EventSource.Journal, "journal.jsonl");
            files.Add(scenario, EventSource.Kernel, "kernel.log");
            files.Add(scenario, EventSource.Ebpf, "falco.jsonl");
        }

        files.Add("S0", EventSource.Dns, "dns.log");
        files.Add("S1", EventSource.Dns, "dns.log");
        return files;
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_line_of_the_range_is_an_event_or_a_fragment_and_has_a_time(string scenario, EventSource source, string file)
    {
        var path = SharedData.Path($"range/{scenario}/{file}");
        var collected = Lines.Parse(source, path);

        Assert.Equal(File.ReadLines(path).Count(), collected.Counts.In);
        Assert.Empty(collected.Dead);
        Assert.Equal(0, collected.Counts.Health);
        var timeless = file == "dns.log";
        Assert.All(collected.Events, e => Assert.Equal(timeless, !e.Time.IsKnown));
    }
}
