using System.Text;
using Streams.Topologies.Normalise.Feeds;

namespace Streams.Topologies.Binding;

/// <summary>What the headers of an event's document say, so that a consumer can choose without reading it.</summary>
internal static class FeedHeaders
{
    /// <summary>The headers of one; those of rules only where one matched.</summary>
    public static KeyValuePair<string, byte[]>[] Of(FeedRecord record)
    {
        var type = new KeyValuePair<string, byte[]>("content-type", Encoding.UTF8.GetBytes(record.Format.ContentType));
        return record.Rules.Count == 0
            ? [type]
            : [type, new("streams.level", Encoding.UTF8.GetBytes(record.Level)), new("streams.rule", Encoding.UTF8.GetBytes(string.Join(',', record.Rules)))];
    }
}
