using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Streams.Schemas.Events;
using Streams.Schemas.Parsing;
using Streams.Schemas.Sources;

namespace Streams.Schemas.Tests.Conformance;

/// <summary>Parses lines and keeps what came out.</summary>
internal sealed class Lines : ILineSink
{
    public List<SeenEvent> Events { get; } = [];

    public List<(DeadReason Reason, string Detail, int Index, long Line)> Dead { get; } = [];

    public LineCounts Counts { get; private set; }

    public static Lines Parse(EventSource source, string path, ParserOptions? options = null)
    {
        using var stream = File.OpenRead(path);
        return Parse(source, stream, options, Path.GetFileName(path));
    }

    public static Lines ParseText(EventSource source, string text, ParserOptions? options = null) =>
        Parse(source, new MemoryStream(Encoding.UTF8.GetBytes(text)), options, null);

    public static Lines ParseRecord(
        EventSource source,
        ReadOnlyMemory<byte> record,
        ParserOptions? options = null,
        string? fileName = null,
        string key = "",
        Timestamp? appendTime = null
    )
    {
        var lines = new Lines();
        var parser = new LineParser(source, options ?? new ParserOptions(), lines);
        parser.Line(
            new RawRecord
            {
                Value = record,
                AppendTime = appendTime ?? Timestamp.Unknown,
                FileName = fileName,
                Key = Encoding.UTF8.GetBytes(key),
            }
        );
        parser.End();
        lines.Counts = parser.Counts;
        return lines;
    }

    public static SeenEvent One(
        EventSource source,
        string record,
        ParserOptions? options = null,
        string? fileName = null,
        string key = "",
        Timestamp? appendTime = null
    )
    {
        var lines = ParseRecord(source, Encoding.UTF8.GetBytes(record), options, fileName, key, appendTime);
        Assert.Empty(lines.Dead);
        return Assert.Single(lines.Events);
    }

    public static DeadReason DeadReasonOf(EventSource source, string record, ParserOptions? options = null)
    {
        var lines = ParseRecord(source, Encoding.UTF8.GetBytes(record), options);
        Assert.Empty(lines.Events);
        return Assert.Single(lines.Dead).Reason;
    }

    void ILineSink.OnEvent(ParsedEvent parsed, long first, long last)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            EventJsonWriter.Write(json, parsed, first, last);
        }

        var node = JsonNode.Parse(stream.ToArray())!.AsObject();
        Events.Add(
            new SeenEvent(
                parsed.Type,
                parsed.Time,
                parsed.TimeSource,
                parsed.Index,
                first,
                last,
                parsed.IsJson,
                Encoding.UTF8.GetString(parsed.Document.Span),
                node
            )
        );
    }

    void ILineSink.OnDead(in DeadElement dead, long line) => Dead.Add((dead.Reason, dead.Detail, dead.Index, line));

    private static Lines Parse(EventSource source, Stream stream, ParserOptions? options, string? fileName)
    {
        var lines = new Lines();
        options ??= new ParserOptions();
        lines.Counts = new LineParser(source, options, lines).Parse(stream, options.MaxLineBytes, fileName);
        return lines;
    }
}
