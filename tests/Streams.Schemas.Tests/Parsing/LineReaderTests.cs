using System.Text;
using Streams.Schemas.Events;
using Streams.Schemas.Parsing;
using Streams.Schemas.Tests.Conformance;

namespace Streams.Schemas.Tests.Parsing;

public sealed class LineReaderTests
{
    [Fact]
    public void TryRead_LinesOfAllLengths_GivesThemBack()
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
    public void Parse_LineOverTheLimit_IsDeadAndTheNextIsRead()
    {
        var lines = Lines.ParseText(EventSource.Dns, new string('x', 500_000) + "\n.:53\n\n", new ParserOptions { MaxLineBytes = 1000 });

        Assert.Equal([DeadReason.TooLong, DeadReason.Empty], lines.Dead.Select(d => d.Reason));
        Assert.Equal(new LineCounts(1, 0, 2, 0), lines.Counts);
    }
}
