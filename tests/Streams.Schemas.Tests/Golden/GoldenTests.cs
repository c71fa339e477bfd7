using System.Text.Json;
using System.Text.Json.Nodes;
using Streams.Schemas.Events;
using Streams.Schemas.Parsing;
using Streams.Schemas.Sources;
using Streams.Schemas.Tests.Conformance;

namespace Streams.Schemas.Tests.Golden;

/// <summary>
/// One sample for each envelope and dialect: <c>samples/NAME/input.SOURCE.EXT</c> gives <c>expected.SOURCE.jsonl</c>, as <c>streams parse</c> prints it.
/// A file <c>.bin</c> is one record, any other is one record a line. STREAMS_GOLDEN=write writes what is expected anew, to be read before it is kept.
/// </summary>
public sealed class GoldenTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "samples");

    public static TheoryData<string> All =>
        [.. Directory.GetFiles(Folder, "input.*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(Folder, f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(All))]
    public void A_sample_gives_what_is_expected_of_it(string sample)
    {
        var path = Path.Combine(Folder, sample);
        var parts = Path.GetFileName(path).Split('.');
        Assert.True(EventSources.TryParse(parts[1], out var source), $"{sample}: {parts[1]} is no source");
        var seen = Parse(source, path, whole: parts[^1] == "bin");
        var expected = Path.Combine(Path.GetDirectoryName(path)!, $"expected.{string.Join('.', parts[1..])}.jsonl");
        if (Environment.GetEnvironmentVariable("STREAMS_GOLDEN") == "write")
        {
            File.WriteAllLines(expected, seen);
        }

        Assert.Equal(File.ReadAllLines(expected), seen);
    }

    private static List<string> Parse(EventSource source, string path, bool whole)
    {
        var sink = new Writer();
        var options = new ParserOptions { TimeBase = new DateTimeOffset(2026, 11, 24, 0, 0, 0, TimeSpan.Zero) };
        var parser = new LineParser(source, options, sink);
        using var stream = LineFile.Open(path);
        var counts = whole ? parser.ParseValue(stream) : parser.Parse(stream, options.MaxLineBytes);
        Assert.Equal(counts.In, counts.Events + counts.Fragments + counts.Dead + counts.Health);
        return sink.Lines;
    }

    private sealed class Writer : ILineSink
    {
        public List<string> Lines { get; } = [];

        void ILineSink.OnEvent(ParsedEvent parsed, long first, long last) => Add(json => EventJsonWriter.Write(json, parsed, first, last));

        void ILineSink.OnDead(in DeadElement dead, long line)
        {
            var copy = dead;
            Add(json => EventJsonWriter.WriteDead(json, in copy, line));
        }

        private void Add(Action<Utf8JsonWriter> write)
        {
            using var stream = new MemoryStream();
            using (var json = new Utf8JsonWriter(stream))
            {
                write(json);
            }

            Lines.Add(JsonNode.Parse(stream.ToArray())!.ToJsonString());
        }
    }
}
