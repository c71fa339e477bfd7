using System.Text;
using Streams.Engine.Hosting;
using Streams.Schemas.Avro;

namespace Streams.Topologies.Binding;

/// <summary>
/// Items on their way to B, batched by the partition of their key. A batch closes at 256 KiB, before a watermark, and before a commit.
/// </summary>
/// <param name="output">Where they go.</param>
/// <param name="topic">To which topic.</param>
/// <param name="keyOf">The key of an item.</param>
/// <param name="codec">How a batch is written.</param>
internal sealed class PartitionedBatches<T>(IStageOutput output, string topic, Func<T, string> keyOf, BatchCodec<T> codec)
{
    private const int MaxBytes = 256 * 1024;
    private AvroWriter?[]? _open;

    /// <summary>Adds an item to the batch of its key's partition.</summary>
    public void Add(T item)
    {
        _open ??= new AvroWriter?[output.PartitionsOf(topic)];
        var partition = KeyPartitioner.Of(Encoding.UTF8.GetBytes(keyOf(item)), _open.Length);
        var batch = _open[partition] ??= new AvroWriter();
        if (batch.Length == 0)
        {
            codec.Begin(batch);
        }

        codec.Add(item, batch);
        if (batch.Length >= MaxBytes)
        {
            Close(partition, batch);
        }
    }

    /// <summary>Sends every open batch.</summary>
    public void Close()
    {
        for (var partition = 0; partition < _open?.Length; partition++)
        {
            if (_open[partition] is { Length: > 0 } batch)
            {
                Close(partition, batch);
            }
        }
    }

    private void Close(int partition, AvroWriter batch)
    {
        output.SendTo(topic, partition, [], codec.End(batch));
        batch.Clear();
    }
}
