using System.Globalization;
using System.Text.Json;
using Streams.Connectors.Kafka.Reading;
using Streams.Engine.Hosting;
using Streams.Redaction;

namespace Streams.Host.WebConsole.DeadLetters;

/// <summary>What could not be used, with its reason and the place it came from.</summary>
/// <param name="TimeMs">When it was appended, milliseconds since the epoch.</param>
/// <param name="Reason">In snake case.</param>
/// <param name="Detail">For a person.</param>
/// <param name="Parser">The parser that gave it up.</param>
/// <param name="Topic">Where it came from; null where that was no topic.</param>
/// <param name="Partition">Its partition there.</param>
/// <param name="Offset">Its offset there.</param>
/// <param name="Excerpt">The beginning of its bytes as text.</param>
internal sealed record DeadLetter(long TimeMs, string Reason, string Detail, string Parser, string? Topic, int? Partition, long? Offset, string Excerpt)
{
    private const int MaxExcerpt = 400;

    public static DeadLetter Of(TopicRecord record, Redactor redactor)
    {
        var value = record.Value ?? [];
        var excerpt = Excerpts.Beginning(Excerpts.Of(redactor, value, 4 * MaxExcerpt), MaxExcerpt);
        var headers = DeadLetterHeaders.Read(record.Headers);
        return new DeadLetter(
            record.TimestampMs,
            headers.Reason,
            headers.Detail,
            headers.Parser ?? "",
            headers.Topic,
            headers.Partition,
            headers.Offset,
            value.Length > MaxExcerpt ? excerpt + "…" : excerpt
        );
    }

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("time", TimeMs / 1000.0);
        json.WriteString("reason", Reason);
        json.WriteString("detail", Detail);
        json.WriteString("parser", Parser);
        json.WriteString("topic", Topic);
        json.WriteString("partition", Partition?.ToString(CultureInfo.InvariantCulture));
        json.WriteString("offset", Offset?.ToString(CultureInfo.InvariantCulture));
        json.WriteString("excerpt", Excerpt);
        json.WriteEndObject();
    }
}
