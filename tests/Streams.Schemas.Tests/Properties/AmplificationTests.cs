using System.IO.Compression;
using System.Text;
using Streams.Redaction;
using Streams.Schemas.Events;
using Streams.Schemas.Parsing;
using Streams.Schemas.Sources;
using Streams.Schemas.Tests.Fuzz;

namespace Streams.Schemas.Tests.Properties;

/// <summary>No record, of whatever source and in whatever framing, makes more than two bytes of dead letters for one of its own, nor more than 17 of them; without its secrets it is no longer either.</summary>
public sealed class AmplificationTests
{
    private const int MostLetters = 17;
    private static readonly int Cases = Environment.GetEnvironmentVariable("STREAMS_LONG") is { Length: > 0 } ? 100_000 : 3_000;

    [Theory]
    [InlineData(EventSource.Container)]
    [InlineData(EventSource.Audit)]
    [InlineData(EventSource.Dns)]
    [InlineData(EventSource.Journal)]
    [InlineData(EventSource.Kernel)]
    [InlineData(EventSource.Ebpf)]
    public void Dead_letters_are_at_most_twice_the_record(EventSource source)
    {
        // Lines of every source: most are not this one's own, and so they are dead.
        byte[][] seeds = [.. EventSources.All.SelectMany(s => Samples.Of(s).Select(Encoding.UTF8.GetBytes).Concat(GoldenSeeds.Of(s)))];
        var parser = RecordParsers.Create(source, new ParserOptions());
        for (var i = 0; i < Cases; i++)
        {
            var random = new Random(i);
            var parts = Enumerable.Range(0, random.Next(1, 60)).Select(_ => Cut(seeds[random.Next(seeds.Length)], random)).ToArray();
            var record = Frame(parts, random.Next(7));
            var letters = new Letters();

            parser.Parse(new RawRecord { Value = record, AppendTime = new Timestamp(1) }, letters);

            Assert.True(letters.Bytes <= 2L * record.Length, $"case {i}: {letters.Bytes} bytes of dead letters for {record.Length}");
            Assert.True(letters.Count <= MostLetters, $"case {i}: {letters.Count} dead letters");
        }
    }

    [Fact]
    public void A_text_without_its_secrets_is_at_most_twice_as_long()
    {
        string[] units = ["password=a ", "token:b,", "-pc ", "http://d:e@f/ ", "\"secret\":\"g\",", "Authorization: Basic aGk= ", "api_key='h' ", "pwd=%41&"];
        foreach (var unit in units)
        {
            var text = string.Concat(Enumerable.Repeat(unit, 500));
            Assert.InRange(Redactor.Default.Redact(text).Length, 1, 2 * text.Length);
        }
    }

    private static byte[] Cut(byte[] line, Random random) => random.Next(3) == 0 ? line[..random.Next(line.Length)] : line;

    private static byte[] Frame(byte[][] parts, int kind) =>
        kind switch
        {
            0 => Join(parts, "\n"),
            1 => [(byte)'[', .. Join(parts, ","), (byte)']'],
            2 => [.. "{\"kind\":\"EventList\",\"items\":["u8, .. Join(parts, ","), .. "]}"u8],
            3 => [.. "{\"records\":["u8, .. Join(parts, ","), .. "]}"u8],
            4 => Gzip(Join(parts, "\n")),
            5 => [0, 0, 0, 0, 9, .. Join(parts, "\n")],
            _ => parts[0],
        };

    private static byte[] Join(byte[][] parts, string by)
    {
        var all = new List<byte>();
        foreach (var part in parts)
        {
            all.AddRange(all.Count == 0 ? [] : Encoding.UTF8.GetBytes(by));
            all.AddRange(part);
        }

        return [.. all];
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using var into = new MemoryStream();
        using (var gzip = new GZipStream(into, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return into.ToArray();
    }

    private sealed class Letters : IParseSink
    {
        public int Count { get; private set; }

        public long Bytes { get; private set; }

        public void OnEvent(ParsedEvent parsed) { }

        public void OnDead(in DeadElement dead) => (Count, Bytes) = (Count + 1, Bytes + dead.Bytes.Length);
    }
}
