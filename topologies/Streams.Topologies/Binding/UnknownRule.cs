using System.Text;
using Streams.Schemas.Events;
using Streams.Schemas.Parsing;

namespace Streams.Topologies.Binding;

/// <summary>The headers of a dead letter for which no rule set came.</summary>
internal static class UnknownRule
{
    public static KeyValuePair<string, byte[]>[] Headers(string correlation, EventSource source, string topic) =>
    [
        new(RecordHeaders.Reason, Encoding.UTF8.GetBytes(DeadReason.RuleUnknown.Name())),
        new(RecordHeaders.Detail, Encoding.UTF8.GetBytes($"no rule set of this process has had the correlation {correlation} for five minutes")),
        new(RecordHeaders.Parser, Encoding.UTF8.GetBytes(source.Name())),
        new(RecordHeaders.Topic, Encoding.UTF8.GetBytes(topic)),
    ];
}
