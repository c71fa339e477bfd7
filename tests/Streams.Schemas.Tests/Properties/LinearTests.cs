using System.Text;
using Streams.Redaction;
using Streams.Schemas.Events;
using Streams.Schemas.Parsing;
using Streams.Schemas.Sources;
using Streams.Schemas.Tests.Fuzz;

namespace Streams.Schemas.Tests.Properties;

/// <summary>No input costs more than its length, wherever in a record it is made long and of what: parsers, decoders, batches, envelopes and the patterns of secrets.</summary>
public sealed class LinearTests
{
    private const int Least = 64 * 1024;
    private static readonly int Cases = Environment.GetEnvironmentVariable("STREAMS_LONG") is { Length: > 0 } ? 2_000 : 40;

    [Theory]
    [InlineData(EventSource.Container)]
    [InlineData(EventSource.Audit)]
    [InlineData(EventSource.Dns)]
    [InlineData(EventSource.Journal)]
    [InlineData(EventSource.Kernel)]
    [InlineData(EventSource.Ebpf)]
    public void A_record_made_long_anywhere_costs_its_length(EventSource source)
    {
        byte[][] seeds =
        [
            [],
            .. Samples.Of(source).Select(Encoding.UTF8.GetBytes),
            .. GoldenSeeds.Of(source),
        ];
        var parser = RecordParsers.Create(source, new ParserOptions());
        var sink = new Ignored();
        for (var i = 0; i < Cases; i++)
        {
            var random = new Random(i);
            var (seed, unit) = (seeds[random.Next(seeds.Length)], LongInputs.Units[(i + (int)source) % LongInputs.Units.Count]);
            var at = random.Next(seed.Length + 1);
            var (small, large) = (LongInputs.Of(seed, at, unit, Least), LongInputs.Of(seed, at, unit, Least * Growth.Factor));
            var excess = Growth.Excess(times => parser.Parse(new RawRecord { Value = times == 1 ? small : large, AppendTime = new Timestamp(1) }, sink));

            Assert.True(excess is null, $"case {i}: {excess:F0} times as dear for {Growth.Factor} times '{unit}' at {at} of {Encoding.UTF8.GetString(seed)}");
        }
    }

    [Fact]
    public void A_text_made_long_of_anything_costs_its_length_to_redact()
    {
        var redactor = Redactor.With(["(?i)order-(?<s>[0-9]+)"]);
        string[] all =
        [
            .. LongInputs.Units,
            "Authorization: Bearer ",
            "--password ",
            "token: ",
            "-p",
            "\\x41",
            "%25",
            "AKIA",
            "ghp_",
            "data:\n  a: ",
            "kind: Secret\n",
            "mysql -u a -p",
        ];
        foreach (var unit in all)
        {
            var (small, large) = (Text(unit, 1), Text(unit, Growth.Factor));
            var excess = Growth.Excess(times => redactor.Redact(times == 1 ? small : large));

            Assert.True(excess is null, $"{excess:F0} times as dear for {Growth.Factor} times '{unit}'");
        }
    }

    private static string Text(string unit, int times) => string.Concat(Enumerable.Repeat(unit, Least / 4 * times / unit.Length));

    private sealed class Ignored : IParseSink
    {
        public void OnEvent(ParsedEvent parsed) { }

        public void OnDead(in DeadElement dead) { }
    }
}
