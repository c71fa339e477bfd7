using System.Buffers.Binary;
using Confluent.Kafka;
using Streams.Connectors.Kafka.Embedded;
using Streams.Engine.Hosting;
using Streams.Engine.State;
using Streams.Engine.State.Local;
using Streams.Engine.TestHost;

namespace Streams.Engine.Tests;

public sealed class StateQueryTests
{
    [Theory]
    [InlineData(StateStore.Memory)]
    [InlineData(StateStore.RocksDb)]
    public async Task Committed_entries_are_found_by_prefix_from_another_thread_while_the_stage_runs(StateStore store)
    {
        using var broker = EmbeddedBroker.Start();
        broker.CreateTopic("in", 2);
        var options = new EngineOptions
        {
            BootstrapServers = broker.BootstrapServers,
            StateDirectory = Some.Directory(),
            ExactlyOnce = false,
            Embedded = true,
            CreateEmbeddedTopic = broker.CreateTopic,
            Store = store,
            ProcessEnd = new ProcessEnd(_ => { }),
        };
        StreamsEngine stopped;
        await using (var engine = new StreamsEngine(options, [CountTask.Stage("count", "in", "out")]))
        {
            stopped = engine;
            await engine.StartAsync();
            await engine.WaitUntilReadyAsync();
            using (var producer = Some.Producer(broker.BootstrapServers))
            {
                for (var i = 0; i < 4000; i++)
                {
                    producer.Produce("in", new Message<byte[], byte[]> { Key = Some.Key(i % 40), Value = [1] });
                }

                producer.Flush(TimeSpan.FromSeconds(20));
            }

            // Asked all the time, also while records come: what is answered is never torn.
            StatePage page;
            for (var tries = 0; ; tries++)
            {
                page = engine.State.Find("count", "in", "key-"u8.ToArray(), 1000)!; // the store is there
                if (page.Entries.Sum(Count) == 4000)
                {
                    break;
                }

                Assert.True(tries < 1500, $"{page.Entries.Count} entries, {page.Entries.Sum(Count)} counted");
                await Task.Delay(20);
            }

            Assert.Equal(Enumerable.Range(0, 40).Select(i => "key-" + i).Order(StringComparer.Ordinal), page.Entries.Select(Key).Order(StringComparer.Ordinal));
            Assert.All(page.Entries, e => Assert.Equal(100, Count(e)));
            Assert.Equal([0, 1], page.Entries.Select(e => e.Partition).Distinct());
            Assert.False(page.More);
            var some = engine.State.Find("count", "in", "key-1"u8.ToArray(), 1000)!; // as above
            Assert.Equal(11, some.Entries.Count); // 1 and 10 to 19
            var few = engine.State.Find("count", "in", "key-"u8.ToArray(), 3)!; // as above
            Assert.Equal((3, true), (few.Entries.Count, few.More));
            Assert.Empty(engine.State.Find("count", "in", "x"u8.ToArray(), 3)!.Entries);
            Assert.Null(engine.State.Find("count", "out", default, 3));
            Assert.Null(engine.State.Find("other", "in", default, 3));
            Assert.Equal([("count", "in", 0), ("count", "in", 1)], engine.State.Tables().Select(t => (t.Stage, t.Input, t.Partition)));
            for (var tries = 0; RocksTable.OpenIterators > 0; tries++)
            {
                Assert.True(tries < 500, "an iterator stays open"); // other tests have theirs, for a moment
                await Task.Delay(20);
            }
        }

        Assert.Null(stopped.State.Find("count", "in", default, 3));
        Assert.Empty(stopped.State.Tables());
    }

    [Fact]
    public async Task A_memory_table_is_scanned_while_it_is_written()
    {
        var table = new MemoryState(TimeProvider.System).Open("app", "store", 0);
        var written = false;
        var writer = Task.Run(() =>
        {
            for (var round = 0; round < 300; round++)
            {
                table.Apply(
                    [.. Enumerable.Range(0, 50).Select(i => new KeyValuePair<byte[], byte[]?>([(byte)i], round % 3 == 2 && i % 2 == 0 ? null : [(byte)round]))],
                    round,
                    0,
                    []
                );
            }

            Volatile.Write(ref written, true);
        });
        var looks = 0;
        for (var last = false; !last; looks++)
        {
            last = Volatile.Read(ref written);
            var values = table.Scan(default).Select(e => e.Value[0]).Distinct().ToArray();
            Assert.True(values.Length <= 1, "two commits in one answer");
        }

        await writer;
        Assert.True(looks > 0);
        Assert.Equal(25, table.Scan(default).Count());
        Assert.Equal(7, table.Scan(default, 7).Count());
    }

    private static string Key(StateEntry entry) => System.Text.Encoding.UTF8.GetString(entry.Key);

    private static long Count(StateEntry entry) => BinaryPrimitives.ReadInt64BigEndian(entry.Value);
}
