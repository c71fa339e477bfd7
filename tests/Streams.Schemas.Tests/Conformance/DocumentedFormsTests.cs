using System.Text;
using Streams.Schemas.Events;
using Streams.Schemas.Parsing;
using Streams.Schemas.Sources;

namespace Streams.Schemas.Tests.Conformance;

/// <summary>
/// Records in the forms that their programs' documentation gives, and field by field what must come of them: <c>forms/PROGRAM.SOURCE.txt</c> holds records,
/// each followed by what it gives, <c>&gt; TYPE TIME FIELD=VALUE …</c> in the order of the names, without the message; or <c>&gt; dead REASON WORDS</c>.
/// </summary>
public sealed class DocumentedFormsTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "forms");

    public static TheoryData<string> All => [.. Directory.GetFiles(Folder).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(All))]
    public void A_form_gives_what_is_written_of_it(string file)
    {
        Assert.True(EventSources.TryParse(file.Split('.')[1], out var source));
        var (expected, seen, record) = (new List<string>(), new List<string>(), string.Empty);
        var parser = new LineParser(source, new ParserOptions { TimeBase = new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero) }, new Sink(seen));
        foreach (var line in File.ReadAllLines(Path.Combine(Folder, file)).Where(l => l.Length > 0 && !l.StartsWith('#')))
        {
            if (line.StartsWith("> ", StringComparison.Ordinal))
            {
                expected.Add($"{record}\n{line.TrimEnd()}");
                continue;
            }

            record = line;
            seen.Add(line);
            parser.Line(new RawRecord { Value = Encoding.UTF8.GetBytes(line), AppendTime = Timestamp.Unknown });
        }

        Assert.Equal(expected, seen.Select(s => s.TrimEnd()));
    }

    private sealed class Sink(List<string> seen) : ILineSink
    {
        private string _last = string.Empty;

        public void OnEvent(ParsedEvent parsed, long first, long last)
        {
            var fields = Enumerable
                .Range(0, parsed.Fields.Count)
                .Select(i => (parsed.Fields.At(i).Field, Text: Encoding.UTF8.GetString(parsed.Fields.At(i).Text)))
                .Where(f => f.Field != Field.Message)
                .Select(f => $"{f.Field.Name()}={f.Text}")
                .Order(StringComparer.Ordinal);
            var time = parsed.Time.IsKnown ? parsed.Time.ToString() : "-";
            Tell($"> {parsed.Type.Name()} {parsed.Dialect} {time} {string.Join(' ', fields)}");
        }

        public void OnDead(in DeadElement dead, long line)
        {
            Tell($"> dead {dead.Reason.Name()} {dead.Detail}");
        }

        private void Tell(string text)
        {
            var record = seen[^1].Split('\n')[0];
            if (_last == record)
            {
                seen.Add($"{record}\n{text}");
                return;
            }

            (seen[^1], _last) = ($"{record}\n{text}", record);
        }
    }
}
