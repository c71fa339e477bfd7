using Streams.Engine.Hosting;
using Streams.Host.Configuration;
using Streams.Host.Doctor;
using Streams.Host.Running;

namespace Streams.Host.Diagnosis;

/// <summary>Why the newest dead letters are dead, by reason, parser, topic and sink; never what is in them.</summary>
internal sealed class DeadLetterShares(KafkaOptions options)
{
    public IReadOnlyList<object> Of(CancellationToken cancel) =>
        [
            .. (TopicSample.Newest(options, TopicPlan.Names(options).DeadLetters, cancel) ?? [])
                .Select(r => (Headers: DeadLetterHeaders.Read(r.Message.Headers ?? []), Time: r.Message.Timestamp.UtcDateTime))
                .GroupBy(l => (l.Headers.Reason, l.Headers.Parser, l.Headers.Topic, l.Headers.Sink))
                .OrderByDescending(g => g.Count())
                .Select(g => new
                {
                    reason = g.Key.Reason,
                    parser = g.Key.Parser,
                    topic = g.Key.Topic,
                    sink = g.Key.Sink,
                    letters = g.Count(),
                    newest = g.Max(l => l.Time),
                }),
        ];
}
