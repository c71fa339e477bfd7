using System.Text;
using Streams.Schemas.Events;
using Streams.Schemas.Parsing;
using Streams.Schemas.Tests.Conformance;

namespace Streams.Schemas.Tests.Parsing;

public sealed class LineReaderTests
{
    [Fact]
    public void Try_read_lines_of_all_lengths_gives_them_back()
    {
        var random = new Random(3);
        var lines = Enumerable.Range(0, 200).Select(_ => new string('x', random.Next(4) == 0 ? random.Next(200_000) : random.Next(100))).ToArray();
        var reader = new LineReader(new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\nlast")), 1 << 20);

        var seen = new List<string>();
        while (reader.TryRead(out var line))
        {
            seen.Add(Encoding.UTF8.GetString(line.Span));
        }

        Assert.Equal([.. lines, "last"], seen);
    }

    [Fact]
    public void Parse_line_over_the_limit_is_dead_and_the_next_is_read()
    {
        var lines = Lines.ParseText(EventSource.Dns, new string('x', 500_000) + "\n.:53\n\n", new ParserOptions { MaxLineBytes = 1000 });

        Assert.Equal([DeadReason.TooLong, DeadReason.Empty], lines.Dead.Select(d => d.Reason));
        Assert.Equal(new LineCounts(1, 0, 2, 0), lines.Counts);
    }

    /// <summary>A field with its length in front may hold anything, an entry's end and the next one's beginning too: none of it ends the entry.</summary>
    [Fact]
    public void Try_read_the_journals_export_format_gives_whole_entries()
    {
        var random = new Random(7);
        var hostile = new[] { "\n\n__CURSOR=forged\n_UID=0\n", "x\0y", new string('m', 70_000), "" };
        byte[][] entries = [.. Enumerable.Range(0, 60).Select(i => Entry(i, hostile[random.Next(hostile.Length)]))];
        var reader = new LineReader(new MemoryStream([.. entries.SelectMany(e => e)]), 1 << 20);

        var seen = new List<byte[]>();
        while (reader.TryRead(out var entry))
        {
            seen.Add(entry.ToArray());
        }

        Assert.Equal(entries.Select(Convert.ToHexString), seen.Select(Convert.ToHexString));
    }

    private static byte[] Entry(int number, string message)
    {
        var text = Encoding.UTF8.GetBytes(message);
        var length = new byte[8];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)text.Length);
        return
        [
            .. Encoding.UTF8.GetBytes($"__CURSOR=s=1;i={number}\n__REALTIME_TIMESTAMP=17955144011230{number:00}\n_UID=1000\nMESSAGE\n"),
            .. length,
            .. text,
            .. "\n\n"u8,
        ];
    }
}
