using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Streams.Connectors.Files.Recordings;
using Streams.Schemas.Events;

namespace Streams.EndToEnd.Tests.Hostile;

/// <summary>The ways to change a recording.</summary>
internal static class Script
{
    private static readonly JsonSerializerOptions AsWritten = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Changes the lines of one source as text.</summary>
    public static Edit Lines(string name, EventSource source, Func<string, string> change) =>
        new(name, lines => lines.Select(l => l.Source == source ? Changed(l, change) : l));

    /// <summary>Changes the lines of one source as JSON objects, where <paramref name="change"/> answers true.</summary>
    public static Edit Objects(string name, EventSource source, Func<JsonObject, bool> change) =>
        Lines(name, source, text => JsonNode.Parse(text) is JsonObject o && change(o) ? o.ToJsonString(AsWritten) : text);

    /// <summary>Adds lines of one source, each at a part of the recording's time (0 first, 1 last).</summary>
    public static Edit Insert(string name, EventSource source, params (double At, Func<DateTimeOffset, string> Line)[] added) =>
        new(name, lines => Merge(lines, source, added.Select(a => (Time(lines, a.At), a.Line))));

    /// <summary>Adds <paramref name="count"/> lines, evenly between two parts of the recording's time.</summary>
    public static Edit Flood(string name, EventSource source, int count, double from, double to, Func<DateTimeOffset, int, string> line) =>
        new(name, lines =>
            Merge(
                lines,
                source,
                Enumerable.Range(0, count).Select(i => (Time(lines, from + ((to - from) * i / count)), (Func<DateTimeOffset, string>)(at => line(at, i))))
            )
        );

    /// <summary>The line with other text.</summary>
    public static RecordedLine Changed(RecordedLine line, Func<string, string> change)
    {
        var text = Encoding.UTF8.GetString(line.Value);
        var changed = change(text);
        return ReferenceEquals(text, changed) ? line : line with { Value = Encoding.UTF8.GetBytes(changed) };
    }

    private static Timestamp Time(IReadOnlyList<RecordedLine> lines, double part)
    {
        var time = lines[0].AppendTime + (long)((lines[^1].AppendTime - lines[0].AppendTime) * part);
        return time.Floor(Timestamp.Millisecond);
    }

    private static IEnumerable<RecordedLine> Merge(
        IReadOnlyList<RecordedLine> lines,
        EventSource source,
        IEnumerable<(Timestamp At, Func<DateTimeOffset, string> Line)> added
    )
    {
        var number = 0;
        return lines
            .Concat(added.Select(a => new RecordedLine(source, Encoding.UTF8.GetBytes(a.Line(new DateTimeOffset(a.At.ToDateTime()))), a.At, "added", ++number)))
            .OrderBy(l => l.AppendTime);
    }
}
