using System.Buffers;
using System.Text.Json;
using Confluent.Kafka;
using Streams.Host.Configuration;
using Streams.Host.Running.Models;
using Streams.Host.WebConsole.Reading;
using Streams.Schemas.Alerts;
using Streams.Topologies.Binding;
using Timestamp = Streams.Schemas.Events.Timestamp;

namespace Streams.Host.WebConsole.Models;

/// <summary>Versions of models, who did what with them, and how far the latest windows have moved from those they were trained on.</summary>
internal sealed class ModelCalls : IAsyncDisposable
{
    /// <summary>The windows of a set that are compared: the latest.</summary>
    private const int MostWindows = 10_000;

    /// <summary>So long an answer is good: it is measured for everybody who asks.</summary>
    private static readonly TimeSpan GoodFor = TimeSpan.FromSeconds(5);

    private readonly KafkaOptions _kafka;
    private readonly TopicNames _topics;
    private readonly TimeProvider _time;
    private readonly Dictionary<string, LiveWindows> _windows = new(StringComparer.Ordinal);
    private readonly List<TopicTail> _tails = [];
    private readonly SemaphoreSlim _measuring = new(1);
    private (DateTimeOffset At, ReadOnlyMemory<byte> Json) _last;

    /// <param name="kafka">Where the topics are.</param>
    /// <param name="topics">Their names.</param>
    /// <param name="time">The clock.</param>
    public ModelCalls(KafkaOptions kafka, TopicNames topics, TimeProvider time)
    {
        (_kafka, _topics, _time) = (kafka, topics, time);
        foreach (var (set, topic) in topics.Features)
        {
            var windows = new LiveWindows(MostWindows);
            _windows.Add(set, windows);
            _tails.Add(TopicTail.Follow(kafka, topic, MostWindows, record => windows.Take(record.Value), static () => { }));
        }
    }

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
                    ModelJson.Write(json, history, Timestamp.From(now), model => _windows[model.Set.Name].Of(model));
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

    public async ValueTask DisposeAsync()
    {
        foreach (var tail in _tails)
        {
            await tail.DisposeAsync().ConfigureAwait(false);
        }

        _measuring.Dispose();
    }
}
