using System.Text;
using System.Text.Json;
using Streams.Schemas.Events;
using Streams.Schemas.Parsing;
using Streams.Schemas.Sources;
using Streams.Schemas.Tests.Conformance;

namespace Streams.Schemas.Tests.Fuzz;

/// <summary>No input makes a parser throw, and none makes it keep much. STREAMS_FUZZ sets the number of inputs for each parser.</summary>
public sealed class FuzzTests
{
    private const long MostKept = 64L << 20;

    private static readonly int Inputs = int.TryParse(Environment.GetEnvironmentVariable("STREAMS_FUZZ"), out var count) ? count : 200_000;

    [Theory]
    [InlineData(EventSource.Container, "container.log", "container.fluentbit.jsonl")]
    [InlineData(EventSource.Audit, "audit.jsonl", null)]
    [InlineData(EventSource.Dns, "dns.cri.log", "dns.log")]
    [InlineData(EventSource.Journal, "journal.jsonl", null)]
    [InlineData(EventSource.Kernel, "kernel.log", null)]
    [InlineData(EventSource.Ebpf, "falco.jsonl", null)]
    public void Mutated_lines_never_throw_and_are_all_accounted_for(EventSource source, string file, string? other)
    {
        var mutator = new Mutator(Seeds(source, file, other), 20261123 + (int)source);
        var sink = new Sampler();
        var parser = new LineParser(source, new ParserOptions { TimeBase = new DateTimeOffset(2026, 11, 23, 0, 0, 0, TimeSpan.Zero) }, sink);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < Inputs; i++)
        {
            var line = mutator.Next();
            try
            {
                parser.Line(new RawRecord { Value = line, AppendTime = i % 2 == 0 ? Timestamp.Unknown : new Timestamp(1_795_420_126_000_000_000) });
            }
            catch (Exception e)
            {
                Assert.Fail($"input {i}: {Convert.ToBase64String(line)}\n{e}");
            }
        }

        parser.End();
        Assert.True(parser.Counts.In >= Inputs, $"{parser.Counts}");
        Assert.True(parser.Counts.Events + parser.Counts.Fragments > Inputs / 20, $"hardly any input is still a line: {parser.Counts}");
        Assert.True(parser.Counts.Dead > 0, $"no input is broken: {parser.Counts}");
        TestContext.Current.SendDiagnosticMessage("{0}: {1}", source, parser.Counts);
        Assert.Equal(parser.Counts.In - parser.Counts.Fragments, sink.Calls);
        Assert.True(GC.GetTotalMemory(forceFullCollection: true) - before < MostKept);
    }

    private static List<byte[]> Seeds(EventSource source, string file, string? other)
    {
        List<byte[]> seeds = [.. Samples.Of(source).Select(Encoding.UTF8.GetBytes), .. GoldenSeeds.Of(source)];
        foreach (var name in new[] { file, other })
        {
            if (name is not null && SharedData.Root is { } root && File.Exists(Path.Combine(root, "range/S1", name)))
            {
                var lines = File.ReadAllLines(Path.Combine(root, "range/S1", name));
                seeds.AddRange(
                    lines.Where((_, i) => i % (1 + (lines.Length / 150)) == 0).Where(l => l.Length is > 0 and < 4000).Select(Encoding.UTF8.GetBytes)
                );
            }
        }

        return seeds;
    }

    /// <summary>Writes every hundredth event, so that the writer sees mutated text too.</summary>
    private sealed class Sampler : ILineSink
    {
        public long Calls { get; private set; }

        public void OnEvent(ParsedEvent parsed, long first, long last)
        {
            if (Calls++ % 100 == 0)
            {
                using var json = new Utf8JsonWriter(Stream.Null);
                EventJsonWriter.Write(json, parsed, first, last);
            }
        }

        public void OnDead(in DeadElement dead, long line)
        {
            Calls += dead.Count;
            Assert.NotEmpty(dead.Detail);
        }
    }
}
