using System.IO.Compression;
using System.Text;
using Streams.Schemas.Events;
using Streams.Schemas.Parsing;
using Streams.Schemas.Sources;

namespace Streams.Schemas.Tests.Properties;

/// <summary>Every element of a record is counted once, in whatever batch and coding it came; and no record makes more dead letters than it is worth.</summary>
public sealed class AccountTests
{
    private static readonly int Mixtures = Environment.GetEnvironmentVariable("STREAMS_LONG") is { Length: > 0 } ? 200_000 : 5_000;

    private const string Good = """{"auditID":"a","kind":"Event","apiVersion":"audit.k8s.io/v1","verb":"get"}""";

    [Theory]
    [InlineData(10, 0)]
    [InlineData(7, 3)]
    [InlineData(1, 40)]
    [InlineData(0, 2_000)]
    public void Elements_in_are_events_and_dead_in_every_framing(int good, int bad)
    {
        string[] elements = [.. Enumerable.Repeat(Good, good), .. Enumerable.Repeat("{}", bad)];
        var joined = string.Join(',', elements);
        foreach (
            var record in new[]
            {
                Encoding.UTF8.GetBytes($$"""{"kind":"EventList","apiVersion":"audit.k8s.io/v1","items":[{{joined}}]}"""),
                Encoding.UTF8.GetBytes($"[{joined}]"),
                Encoding.UTF8.GetBytes(string.Join('\n', elements)),
                Encoding.UTF8.GetBytes($$"""{"records":[{{joined}}]}"""),
                Gzip(Encoding.UTF8.GetBytes($"[{joined}]")),
                [0, 0, 0, 0, 9, .. Encoding.UTF8.GetBytes($"[{joined}]")],
            }
        )
        {
            var sink = new Account();
            RecordParsers.Create(EventSource.Audit, new ParserOptions()).Parse(new RawRecord { Value = record, AppendTime = new Timestamp(1) }, sink);

            Assert.Equal((good, bad), (sink.Events, sink.Dead));
            Assert.True(sink.Bytes <= 2L * record.Length, $"{sink.Bytes} bytes of dead letters for {record.Length}");
            Assert.True(sink.Letters <= 17, $"{sink.Letters} dead letters");
        }
    }

    [Fact]
    public void Elements_in_are_events_and_dead_in_any_mixture_of_frames()
    {
        var parser = RecordParsers.Create(EventSource.Audit, new ParserOptions());
        for (var seed = 0; seed < Mixtures; seed++)
        {
            var framed = Framed.Of(new Random(seed));
            var bytes = Encoding.UTF8.GetBytes(framed.Text);
            var sink = new Account();

            parser.Parse(new RawRecord { Value = seed % 3 == 0 ? Gzip(bytes) : bytes, AppendTime = new Timestamp(1) }, sink);

            Assert.True((framed.Good, framed.Bad) == (sink.Events, sink.Dead), $"seed {seed}: {sink.Events} events, {sink.Dead} dead of {framed}");
        }
    }

    [Fact]
    public void A_list_of_200_000_empty_items_makes_few_dead_letters()
    {
        var record = Encoding.UTF8.GetBytes($$"""{"kind":"EventList","items":[{{string.Join(',', Enumerable.Repeat("{}", 200_000))}}]}""");
        var sink = new Account();

        RecordParsers.Create(EventSource.Audit, new ParserOptions()).Parse(new RawRecord { Value = record, AppendTime = new Timestamp(1) }, sink);

        Assert.Equal(200_000, sink.Dead);
        Assert.True(sink.Letters <= 17 && sink.Bytes <= 2L * record.Length);
    }

    [Fact]
    public void A_dead_letter_of_an_element_keeps_the_element()
    {
        var sink = new Account();

        RecordParsers
            .Create(EventSource.Audit, new ParserOptions())
            .Parse(
                new RawRecord { Value = Encoding.UTF8.GetBytes($$"""{"kind":"EventList","items":[{{Good}},{"x":1}]}"""), AppendTime = new Timestamp(1) },
                sink
            );

        Assert.Equal(["{\"x\":1}"], sink.Kept);
    }

    [Fact]
    public void A_decompression_bomb_is_one_dead_letter_and_little_memory()
    {
        var bomb = Gzip(new byte[64 << 20]);
        var parser = RecordParsers.Create(EventSource.Container, new ParserOptions());
        var sink = new Account();
        var before = GC.GetTotalMemory(forceFullCollection: true);

        for (var i = 0; i < 3; i++)
        {
            parser.Parse(new RawRecord { Value = bomb, AppendTime = new Timestamp(1) }, sink);
        }

        Assert.Equal((0, 3), (sink.Events, sink.Dead));
        Assert.True(GC.GetTotalMemory(forceFullCollection: true) - before < 32 << 20);
        GC.KeepAlive(parser);
    }

    [Fact]
    public void Codings_around_each_other_end_at_the_limit()
    {
        var record = Encoding.UTF8.GetBytes(Good);
        for (var i = 0; i < 20; i++)
        {
            record = Gzip(record);
        }

        var sink = new Account();
        RecordParsers.Create(EventSource.Audit, new ParserOptions()).Parse(new RawRecord { Value = record, AppendTime = new Timestamp(1) }, sink);

        Assert.Equal((0, 1), (sink.Events, sink.Dead));
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

    private sealed class Account : IParseSink
    {
        public int Events { get; private set; }

        public int Dead { get; private set; }

        public int Letters { get; private set; }

        public long Bytes { get; private set; }

        public List<string> Kept { get; } = [];

        public void OnEvent(ParsedEvent parsed) => Events++;

        public void OnDead(in DeadElement dead)
        {
            (Dead, Letters, Bytes) = (Dead + dead.Count, Letters + 1, Bytes + dead.Bytes.Length);
            Kept.Add(Encoding.UTF8.GetString(dead.Bytes.Span));
        }
    }
}
