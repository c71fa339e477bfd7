using System.Text;
using Streams.Engine.Hosting;
using Streams.Schemas.Avro;
using Streams.Schemas.Events;
using Streams.Schemas.Signals;
using Streams.Topologies.Observe;
using Streams.Topologies.Repartition;
using Streams.Topologies.State;

namespace Streams.Topologies.Tests.Repartition;

/// <summary>Stage B's state on other partitions. That the alerts of recordings stay the same is tested end to end.</summary>
public sealed class ObservationPartitionsTests
{
    private static readonly CorrelationHash Rule = new(new string('a', CorrelationHash.Length));

    [Fact]
    public void Every_subject_of_a_batch_goes_to_its_own_partition()
    {
        string[] subjects = [.. Enumerable.Range(0, 30).Select(i => $"subject-{i}")];
        var writer = new AvroWriter();
        ObservationCodec.Begin(writer);
        foreach (var subject in subjects)
        {
            ObservationCodec.Add(Of(subject), writer);
        }

        var waiting = new ObservationPartitions([new FakeStore().Scan(default)], 4).Waiting([], ObservationCodec.End(writer)).ToArray();

        Assert.Equal(4, waiting.Select(w => w.Key).Distinct().Count());
        Assert.Equal(subjects.Order(), waiting.SelectMany(w => ObservationCodec.Decode(w.Value)!).Select(o => o.Subject).Order());
        Assert.All(waiting, w =>
            Assert.All(ObservationCodec.Decode(w.Value)!, o => Assert.Equal(w.Key, KeyPartitioner.Of(Encoding.UTF8.GetBytes(o.Subject), 4)))
        );
    }

    [Fact]
    public void What_is_no_batch_is_handed_on_as_it_is()
    {
        var (partition, value) = Assert.Single(new ObservationPartitions([new FakeStore().Scan(default)], 4).Waiting([], "junk"u8.ToArray()));

        Assert.Equal((0, "junk"), (partition, Encoding.UTF8.GetString(value)));
    }

    [Fact]
    public void Since_when_a_rule_watches_is_known_everywhere_by_its_first_event()
    {
        var (one, two) = (Watching(300), Watching(100));

        var divided = new ObservationPartitions([one.Scan(default), two.Scan(default)], 3).Divide();

        Assert.All(divided, entries =>
        {
            var rare = new StoreState<RareState>(Store(entries), "rare");
            rare.Load();
            Assert.Equal(new Timestamp(100), rare.Get(Rule.Text)?.FirstEvent);
        });
    }

    [Fact]
    public void State_of_a_later_version_is_refused()
    {
        var store = new FakeStore();
        store.Put("format"u8.ToArray(), "99"u8.ToArray());

        Assert.Throws<StateRefusedException>(() => new ObservationPartitions([store.Scan(default)], 2));
    }

    private static FakeStore Watching(long since)
    {
        var store = new FakeStore();
        var rare = new StoreState<RareState>(store, "rare");
        rare.Put(StateKey.Of(Rule, "").Text, new RareState { FirstEvent = new Timestamp(since) });
        rare.Flush();
        return store;
    }

    private static FakeStore Store(IEnumerable<KeyValuePair<byte[], byte[]>> entries)
    {
        var store = new FakeStore();
        foreach (var (key, value) in entries)
        {
            store.Put(key, value);
        }

        return store;
    }

    private static Observation Of(string subject) =>
        new()
        {
            Correlation = Rule,
            Subject = subject,
            Value = "v",
            Signals = [],
            Evidence = Some.Signal(Rule, "a", 1, "e").Evidence,
        };
}
