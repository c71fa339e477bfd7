using Streams.Connectors.Kafka.Publishing;
using Streams.Schemas.Watermarks;
using Streams.Topologies.Repartition;

namespace Streams.Host.StateCopies;

/// <summary>Stage C's part of a copy for another number of partitions than it was made with.</summary>
/// <param name="folder">The copy.</param>
/// <param name="stages">The partitions of <c>signals</c> in it, in order.</param>
/// <param name="partitions">How many there are to be.</param>
internal sealed class SignalImport(CopyFolder folder, IReadOnlyList<StageCopy> stages, int partitions)
{
    private readonly SignalPartitions _signals = new(
        stages.Select(s => folder.Read(s.State).Select(r => KeyValuePair.Create(r.Key, r.Value ?? []))),
        partitions
    );

    /// <summary>The changelog's records, and those of <c>signals</c> that were not read yet: signals first, so that none comes behind a watermark that is further than it was.</summary>
    /// <param name="changelog">The changelog's name.</param>
    /// <param name="topic">The name of <c>signals</c>.</param>
    public IEnumerable<RawRecord> Records(string changelog, string topic)
    {
        foreach (var (partition, entries) in _signals.Divide().Index())
        {
            foreach (var (key, value) in entries)
            {
                yield return new RawRecord(changelog, key, value) { Partition = partition };
            }
        }

        foreach (var record in stages.SelectMany(Waiting).Where(r => !IsWatermark(r)))
        {
            yield return Of(topic, record, _signals.PartitionOf(record.Key));
        }

        foreach (var record in Waiting(stages[_signals.FurthestBehind]).Where(IsWatermark))
        {
            for (var partition = 0; partition < partitions; partition++)
            {
                yield return Of(topic, record, partition);
            }
        }
    }

    private IEnumerable<CopiedRecord> Waiting(StageCopy stage) => stage.Waiting is { } waiting ? folder.Read(waiting) : [];

    private static bool IsWatermark(CopiedRecord record) => record.Headers?.ContainsKey(WatermarkVector.Header) == true;

    private static RawRecord Of(string topic, CopiedRecord record, int partition) =>
        new(topic, record.Key, record.Value) { Partition = partition, Headers = [.. record.Headers ?? []] };
}
