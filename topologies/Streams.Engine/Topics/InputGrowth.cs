using Confluent.Kafka;
using Streams.Engine.Hosting;

namespace Streams.Engine.Topics;

/// <summary>
/// Partitions that are added to an input while the stages run: every process then ends to be started again, so that all of them know the new ones,
/// and the start gives the changelogs as many.
/// </summary>
/// <param name="admin">The client.</param>
/// <param name="counts">The partition counts that the process was started with.</param>
/// <param name="end">Ends the process.</param>
internal sealed class InputGrowth(IAdminClient admin, IReadOnlyDictionary<string, int> counts, ProcessEnd end)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    public async Task RunAsync(IReadOnlyCollection<string> inputs, TimeProvider time, CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancel).ConfigureAwait(false))
            {
                await LookAsync(inputs).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) { }
    }

    private async Task LookAsync(IReadOnlyCollection<string> inputs)
    {
        try
        {
            var described = await admin.DescribeTopicsAsync(TopicCollection.OfTopicNames(inputs)).ConfigureAwait(false);
            foreach (var topic in described.TopicDescriptions)
            {
                if (counts.TryGetValue(topic.Name, out var known) && topic.Partitions.Count > known)
                {
                    end.End($"{topic.Name} has {topic.Partitions.Count} partitions now and had {known} at the start: starting again takes them up");
                }
            }
        }
        catch (KafkaException)
        {
            // The broker does not answer: the next look may.
        }
    }
}
