using System.Text;
using Streams.Engine.Hosting;
using Streams.Schemas.Avro;
using Streams.Schemas.Signals;

namespace Streams.Topologies.Binding;

/// <summary>
/// Observations on their way to B, batched by its partitions. A batch closes at 256 KiB, before a watermark, and before a commit.
/// </summary>
internal sealed class ObservationBatches(IStageOutput output, string topic)
{
    private const int MaxBytes = 256 * 1024;
    private AvroWriter?[]? _open;

    /// <summary>Adds an observation to the batch of its subject's partition.</summary>
    public void Add(Observation observation)
    {
        _open ??= new AvroWriter?[output.PartitionsOf(topic)];
        var partition = KeyPartitioner.Of(Encoding.UTF8.GetBytes(observation.Subject), _open.Length);
        var batch = _open[partition] ??= new AvroWriter();
        if (batch.Length == 0)
        {
            ObservationCodec.Begin(batch);
        }

        ObservationCodec.Add(observation, batch);
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
        output.SendTo(topic, partition, [], ObservationCodec.End(batch));
        batch.Clear();
    }
}
