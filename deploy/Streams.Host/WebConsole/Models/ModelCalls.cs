using System.Buffers;
using System.Text.Json;
using Confluent.Kafka;
using Streams.Host.Configuration;
using Streams.Host.Running.Models;
using Streams.Schemas.Alerts;
using Streams.Topologies.Binding;
using Timestamp = Streams.Schemas.Events.Timestamp;

namespace Streams.Host.WebConsole.Models;

/// <summary>Versions of models, who did what with them, and how far the latest windows have moved from those they were trained on.</summary>
internal sealed class ModelCalls : IDisposable
{
    /// <summary>So long an answer is good: it is measured for everybody who asks.</summary>
    private static readonly TimeSpan GoodFor = TimeSpan.FromSeconds(5);

    private readonly KafkaOptions _kafka;
    private readonly TopicNames _topics;
    private readonly TimeProvider _time;
    private readonly DriftWatch _drift;
    private readonly SemaphoreSlim _measuring = new(1);
    private (DateTimeOffset At, ReadOnlyMemory<byte> Json) _last;

    /// <param name="kafka">Where the topics are.</param>
    /// <param name="topics">Their names.</param>
    /// <param name="drift">The latest windows.</param>
    /// <param name="time">The clock.</param>
    public ModelCalls(KafkaOptions kafka, TopicNames topics, DriftWatch drift, TimeProvider time) =>
        (_kafka, _topics, _drift, _time) = (kafka, topics, drift, time);

    /// <summary>All of it as JSON.</summary>
    /// <exception cref="KafkaException">Kafka does not answer.</exception>
    public async Task<ReadOnlyMemory<byte>> ReadAsync(CancellationToken cancel)
    {
        await _measuring.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            var now = _time.GetUtcNow();
            if (_last.Json.IsEmpty || now - _last.At >= GoodFor)
            {
                var history = await ModelTopics.ReadAsync(_kafka, _topics, cancel).ConfigureAwait(false);
                var buffer = new ArrayBufferWriter<byte>();
                using (var json = new Utf8JsonWriter(buffer, AlertJson.Options))
                {
                    ModelJson.Write(json, history, Timestamp.From(now), model => _drift.Of(model.Set.Name).Of(model, Timestamp.Unknown));
                }

                _last = (now, buffer.WrittenMemory);
            }

            return _last.Json;
        }
        finally
        {
            _measuring.Release();
        }
    }

    public void Dispose() => _measuring.Dispose();
}
