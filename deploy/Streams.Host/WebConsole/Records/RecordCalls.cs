using System.Buffers;
using System.Text.Json;
using Confluent.Kafka;
using Streams.Connectors.Kafka.Reading;
using Streams.Host.Configuration;
using Streams.Host.Records;
using Streams.Redaction;
using Streams.Schemas.Alerts;

namespace Streams.Host.WebConsole.Records;

/// <summary>The records that alerts name as their evidence, from the raw topics and no other.</summary>
/// <param name="kafka">Where they are.</param>
/// <param name="topics">The raw topics.</param>
/// <param name="redactor">Takes secrets out.</param>
internal sealed class RecordCalls(KafkaOptions kafka, IReadOnlyCollection<string> topics, Redactor redactor) : IDisposable
{
    /// <summary>Each reads with a consumer and a thread of its own.</summary>
    private const int MostAtOnce = 4;

    private readonly SemaphoreSlim _free = new(MostAtOnce);

    /// <summary>The record as JSON; null where there is none.</summary>
    /// <exception cref="KafkaException">Kafka does not answer.</exception>
    public async Task<ReadOnlyMemory<byte>?> FindAsync(RecordPlace place, CancellationToken cancel)
    {
        if (!topics.Contains(place.Topic))
        {
            return null;
        }

        await _free.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            return await RecordReader.ReadAsync(kafka, place, cancel).ConfigureAwait(false) is { } record ? Json(record) : (ReadOnlyMemory<byte>?)null;
        }
        finally
        {
            _free.Release();
        }
    }

    public void Dispose() => _free.Dispose();

    private ReadOnlyMemory<byte> Json(TopicRecord record)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, AlertJson.Options))
        {
            RecordJson.Write(json, record, redactor);
        }

        return buffer.WrittenMemory;
    }
}
