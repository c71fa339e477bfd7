using Streams.Engine.Hosting;
using Streams.Schemas.Events;
using Streams.Schemas.Parsing;
using Streams.Schemas.Signals;

namespace Streams.Topologies.Binding;

/// <summary>The headers of a dead letter for which no rule set came.</summary>
internal static class UnknownRule
{
    public static KeyValuePair<string, byte[]>[] Headers(CorrelationHash correlation, EventSource source, string topic) =>
        new DeadLetterHeaders(DeadReason.RuleUnknown.Name(), $"no rule set of this process has had the correlation {correlation} for five minutes")
        {
            Parser = source.Name(),
            Topic = topic,
        }.Write();
}
