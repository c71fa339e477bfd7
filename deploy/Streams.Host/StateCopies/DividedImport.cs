using System.Text;
using Streams.Connectors.Kafka.Publishing;
using Streams.Schemas.Watermarks;
using Streams.Topologies.Repartition;

namespace Streams.Host.StateCopies;

/// <summary>A stage's part of a copy for another number of partitions than it was made with.</summary>
/// <param name="folder">The copy.</param>
/// <param name="stages">The partitions of the stage's input in it, in order.</param>
/// <param name="divided">What they keep, divided anew.</param>
internal sealed class DividedImport(CopyFolder folder, IReadOnlyList<StageCopy> stages, IDividedStage divided)
{
    /// <summary>The changelog's records, and those of the input that were not read yet: watermarks last, so that nothing comes behind one that is further than it was.</summary>
    /// <param name="changelog">The changelog's name.</param>
    /// <param name="topic">The name of the input.</param>
    /// <param name="partitions">The input's partitions.</param>
    public IEnumerable<RawRecord> Records(string changelog, string topic, int partitions)
    {
        foreach (var (partition, entries) in divided.Divide().Index())
        {
            foreach (var (key, value) in entries)
            {
                yield return new RawRecord(changelog, key, value) { Partition = partition };
            }
        }

        foreach (var record in stages.SelectMany(Waiting).Where(r => !IsWatermark(r)))
        {
            foreach (var (partition, value) in divided.Waiting(record.Key, record.Value ?? []))
            {
                yield return Of(topic, record, partition, value);
            }
        }

        foreach (var record in Waiting(stages[divided.FurthestBehind]).Where(r => IsWatermark(r) && divided.Tells(Encoding.UTF8.GetString(r.Key))))
        {
            for (var partition = 0; partition < partitions; partition++)
            {
                yield return Of(topic, record, partition, record.Value);
            }
        }
    }

    private IEnumerable<CopiedRecord> Waiting(StageCopy stage) => stage.Waiting is { } waiting ? folder.Read(waiting) : [];

    private static bool IsWatermark(CopiedRecord record) => record.Headers?.ContainsKey(WatermarkVector.Header) == true;

    private static RawRecord Of(string topic, CopiedRecord record, int partition, byte[]? value) =>
        new(topic, record.Key, value) { Partition = partition, Headers = [.. record.Headers ?? []] };
}
