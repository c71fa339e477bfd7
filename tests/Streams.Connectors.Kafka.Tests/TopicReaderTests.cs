using Streams.Connectors.Kafka.Embedded;
using Streams.Connectors.Kafka.Publishing;
using Streams.Connectors.Kafka.Reading;

namespace Streams.Connectors.Kafka.Tests;

public sealed class TopicReaderTests
{
    [Fact]
    public async Task A_commit_ends_before_the_first_record_that_is_not_acknowledged()
    {
        using var broker = EmbeddedBroker.Start();
        broker.CreateTopic("t", 1);
        await PublishAsync(broker, 5);
        using (var reader = new TopicReader(Options(broker, ReadFrom.Acknowledged)))
        {
            var records = ReadAll(reader, 5);
            reader.Acknowledge(records[0]);
            reader.Acknowledge(records[1]);
            reader.Acknowledge(records[3]); // 2 is open
            reader.Commit();
        }

        using var again = new TopicReader(Options(broker, ReadFrom.Acknowledged));
        Assert.Equal([2, 3, 4], ReadAll(again, 3).Select(r => r.Offset));
    }

    [Fact]
    public async Task Read_to_end_answers_all_there_is_and_returns()
    {
        using var broker = EmbeddedBroker.Start();
        broker.CreateTopic("t", 1);
        using (var empty = new TopicReader(Options(broker, ReadFrom.Beginning)))
        {
            Assert.Empty(await empty.ReadToEndAsync().ToListAsync());
        }

        await PublishAsync(broker, 1234);
        using var reader = new TopicReader(Options(broker, ReadFrom.Beginning));
        Assert.Equal(1234, (await reader.ReadToEndAsync().ToListAsync()).Count);
        await PublishAsync(broker, 1);
        Assert.Equal(1234, ReadAll(reader, 1)[0].Offset);
    }

    [Fact]
    public void Given_offsets_are_where_it_begins()
    {
        using var broker = EmbeddedBroker.Start();
        broker.CreateTopic("t", 1);
        var options = Options(broker, ReadFrom.Beginning) with { Offsets = new Dictionary<(string, int), long> { [("t", 0)] = 0 } };
        using var reader = new TopicReader(options);
        Assert.Empty(reader.ReadBatch(TimeSpan.FromMilliseconds(50)));
    }

    [Fact]
    public async Task How_much_is_left_is_unknown_until_the_group_gives_a_share()
    {
        using var broker = EmbeddedBroker.Start();
        broker.CreateTopic("t", 1);
        await PublishAsync(broker, 5);
        using var reader = new TopicReader(Options(broker, ReadFrom.Acknowledged) with { IsShared = true });
        Assert.Equal((false, null), (reader.HasShare, reader.Lag()));

        Assert.Equal(2, ReadAll(reader, 2, most: 2).Count);

        Assert.Equal((true, 3L), (reader.HasShare, reader.Lag()));
    }

    private static TopicReaderOptions Options(EmbeddedBroker broker, ReadFrom from) =>
        new()
        {
            BootstrapServers = broker.BootstrapServers,
            Topics = ["t"],
            GroupId = "g",
            From = from,
        };

    private static List<TopicRecord> ReadAll(TopicReader reader, int count, int most = 500)
    {
        var all = new List<TopicRecord>();
        for (var tries = 0; all.Count < count && tries < 50; tries++)
        {
            all.AddRange(reader.ReadBatch(TimeSpan.FromMilliseconds(200), most));
        }

        return all;
    }

    private static async Task PublishAsync(EmbeddedBroker broker, int count)
    {
        using var producer = new RawProducer(new RawProducerOptions { BootstrapServers = broker.BootstrapServers });
        for (var i = 0; i < count; i++)
        {
            await producer.PublishAsync(new RawRecord("t", [], [(byte)i]));
        }

        await producer.FlushAsync();
    }
}
