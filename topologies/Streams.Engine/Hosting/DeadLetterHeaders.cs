using System.Globalization;
using System.Text;
using Confluent.Kafka;

namespace Streams.Engine.Hosting;

/// <summary>What the headers of a dead letter say: the one writer and the one reader of them. The record's key and value are those of what could not be used.</summary>
/// <param name="Reason">Why, in snake case.</param>
/// <param name="Detail">Where and what, for a person.</param>
public sealed record DeadLetterHeaders(string Reason, string Detail)
{
    private const string ReasonHeader = "streams.reason";
    private const string DetailHeader = "streams.detail";
    private const string ParserHeader = "streams.parser";
    private const string TopicHeader = "streams.topic";
    private const string PartitionHeader = "streams.partition";
    private const string OffsetHeader = "streams.offset";
    private const string SinkHeader = "streams.sink";
    private const int LongestDetail = 400;

    /// <summary>The parser that gave it up, that is, the source; null where it was none.</summary>
    public string? Parser { get; init; }

    /// <summary>The topic it came from; null where that was no topic.</summary>
    public string? Topic { get; init; }

    /// <summary>Its partition there.</summary>
    public int? Partition { get; init; }

    /// <summary>Its offset there.</summary>
    public long? Offset { get; init; }

    /// <summary>The sink that did not deliver it; null where it was none.</summary>
    public string? Sink { get; init; }

    /// <summary>Reads them; what is missing is null or empty, and a number that is none is missing.</summary>
    public static DeadLetterHeaders Read(Headers headers) =>
        new(Text(headers, ReasonHeader) ?? "unknown", Text(headers, DetailHeader) ?? "")
        {
            Parser = Text(headers, ParserHeader),
            Topic = Text(headers, TopicHeader),
            Partition = int.TryParse(Text(headers, PartitionHeader), NumberStyles.None, CultureInfo.InvariantCulture, out var partition) ? partition : null,
            Offset = long.TryParse(Text(headers, OffsetHeader), NumberStyles.None, CultureInfo.InvariantCulture, out var offset) ? offset : null,
            Sink = Text(headers, SinkHeader),
        };

    /// <summary>Writes them.</summary>
    public KeyValuePair<string, byte[]>[] Write()
    {
        var headers = new List<KeyValuePair<string, byte[]>>(7)
        {
            new(ReasonHeader, Encoding.UTF8.GetBytes(Reason)),
            new(DetailHeader, Encoding.UTF8.GetBytes(Detail.Length > LongestDetail ? Detail[..LongestDetail] : Detail)),
        };
        Add(headers, ParserHeader, Parser);
        Add(headers, TopicHeader, Topic);
        Add(headers, PartitionHeader, Partition?.ToString(CultureInfo.InvariantCulture));
        Add(headers, OffsetHeader, Offset?.ToString(CultureInfo.InvariantCulture));
        Add(headers, SinkHeader, Sink);
        return [.. headers];
    }

    private static void Add(List<KeyValuePair<string, byte[]>> headers, string name, string? value)
    {
        if (value is not null)
        {
            headers.Add(new(name, Encoding.UTF8.GetBytes(value)));
        }
    }

    private static string? Text(Headers headers, string name) => headers.TryGetLastBytes(name, out var bytes) ? Encoding.UTF8.GetString(bytes) : null;
}
