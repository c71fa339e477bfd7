using System.Text;
using System.Text.Json;
using Streams.Connectors.Sinks.Formats;
using Streams.Connectors.Sinks.Kafka;

namespace Streams.Connectors.Sinks.Tests.Kafka;

public sealed class KafkaSinkTests
{
    [Fact]
    public async Task Deliver_alerts_are_records_keyed_by_their_id_with_headers_to_route_by_and_flushed()
    {
        var publisher = new Publisher();
        var context = new SinkContext
        {
            Time = TimeProvider.System,
            Publisher = (bootstrap, _) => bootstrap == "other:9092" ? publisher : throw new InvalidOperationException(bootstrap),
        };
        using var sink = (KafkaSink)KafkaSink.Ocsf.Create(new KafkaFeedOptions { Topic = "findings.ocsf", Bootstrap = "other:9092" }, context);

        Assert.Empty(await sink.DeliverAsync(SampleAlerts.All, CancellationToken.None));

        Assert.True(publisher.Flushed);
        Assert.Equal(SampleAlerts.All.Select(a => a.Alert.Id), publisher.Records.Select(r => r.Key));
        Assert.All(publisher.Records, r => Assert.Equal(2004, JsonDocument.Parse(r.Value).RootElement.GetProperty("class_uid").GetInt32()));
        Assert.Equal(["application/json", "high"], publisher.Records[0].Headers[..2]);
    }

    private sealed class Publisher : IRecordPublisher
    {
        public List<(string Key, byte[] Value, string[] Headers)> Records { get; } = [];

        public bool Flushed { get; private set; }

        public Task PublishAsync(string topic, byte[] key, byte[] value, IReadOnlyList<KeyValuePair<string, byte[]>> headers, CancellationToken cancel)
        {
            Flushed = false;
            Records.Add((Encoding.UTF8.GetString(key), value, [.. headers.Select(h => Encoding.UTF8.GetString(h.Value))]));
            return Task.CompletedTask;
        }

        public Task FlushAsync(CancellationToken cancel)
        {
            Flushed = true;
            return Task.CompletedTask;
        }

        public void Dispose() { }
    }
}
