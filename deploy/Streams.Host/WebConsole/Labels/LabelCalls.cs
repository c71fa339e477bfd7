using System.Text;
using Confluent.Kafka;
using Streams.Connectors.Kafka.Publishing;
using Streams.Host.Configuration;
using Streams.Host.WebConsole.Reading;
using Streams.Schemas.Labels;

namespace Streams.Host.WebConsole.Labels;

/// <summary>What has been said of alerts, as the topic <c>labels</c> has it, and more to be said. Thread-safe.</summary>
internal sealed class LabelCalls : IAsyncDisposable
{
    /// <summary>The most labels remembered: as many as the console keeps alerts.</summary>
    private const int Most = Alerts.AlertFeed.Most;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Label> _labels = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();
    private readonly SemaphoreSlim _writing = new(1);
    private readonly string _topic;
    private readonly TopicTail _tail;
    private readonly RawProducer _producer;

    /// <param name="kafka">Where the topic is.</param>
    /// <param name="topic">Its name.</param>
    public LabelCalls(KafkaOptions kafka, string topic)
    {
        _topic = topic;
        _producer = new RawProducer(
            new RawProducerOptions
            {
                BootstrapServers = kafka.Bootstrap,
                ClientProperties = kafka.Properties,
                Seals = kafka.Seals,
            }
        );
        _tail = TopicTail.Follow(kafka, topic, Most, record => Take(record.Value), static () => { });
    }

    /// <summary>The last word on an alert; null: nobody has judged it.</summary>
    public Label? Find(string alert)
    {
        lock (_gate)
        {
            return _labels.GetValueOrDefault(alert);
        }
    }

    /// <summary>Says what an alert was. When it returns, Kafka has it.</summary>
    /// <exception cref="KafkaException">Kafka does not take it.</exception>
    public async Task WriteAsync(Label label, CancellationToken cancel)
    {
        await _writing.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            await _producer.PublishAsync(new RawRecord(_topic, Encoding.UTF8.GetBytes(label.Alert), LabelCodec.Encode(label)), cancel).ConfigureAwait(false);
            await _producer.FlushAsync(cancel).ConfigureAwait(false);
            Remember(label);
        }
        finally
        {
            _writing.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _tail.DisposeAsync().ConfigureAwait(false);
        _producer.Dispose();
        _writing.Dispose();
    }

    private void Take(byte[]? value)
    {
        if (value is not null && LabelCodec.Decode(value) is { } label)
        {
            Remember(label);
        }
    }

    private void Remember(Label label)
    {
        lock (_gate)
        {
            if (!_labels.ContainsKey(label.Alert))
            {
                _order.Enqueue(label.Alert);
            }

            _labels[label.Alert] = label;
            if (_order.Count > Most)
            {
                _labels.Remove(_order.Dequeue());
            }
        }
    }
}
