using System.Text.Json;
using Streams.Schemas.Events;
using Streams.Schemas.Watermarks;
using Streams.Topologies.Normalise;
using Streams.Topologies.State;
using Streams.Topologies.Time;

namespace Streams.Topologies.Tests.State;

/// <summary>What is written to the changelog is read back whole.</summary>
public sealed class StoreStateTests
{
    [Fact]
    public void Node_track_read_back_goes_on()
    {
        var track = new NodeTrack();
        track.Saw(Some.At(1), Some.At(2));
        track.Saw(Some.At(30), Some.At(31));

        var mark = Again(track).Take("n", Timestamp.Never);

        Assert.Equal((Some.At(30), Some.At(31)), (mark.Highest, mark.LastAppend));
        Assert.Equal([new Segment(Some.At(1), Some.At(1), 1), new Segment(Some.At(30), Some.At(30), 1)], mark.Segments);
    }

    [Fact]
    public void Upstream_view_read_back_has_its_origins()
    {
        var view = new UpstreamView();
        view.Origins["k-0"] = new OriginView();
        view.Origins["k-0"]
            .Merge(new OriginMark(Streams.Schemas.Events.EventSource.Kernel, "k-0", Some.At(9), [new NodeMark("n", Some.At(8), Some.At(9), [])]), most: 10);

        var origin = Again(view).Origins["k-0"];

        Assert.Equal(Some.At(9), origin.Frontier);
        Assert.Empty(origin.Nodes); // they come again within half a minute
    }

    [Fact]
    public void Account_read_back_is_the_same() =>
        Assert.Equal(
            "in 3 = events 1 + fragments 1 + dead 1 + health 0",
            Again(
                    new NormaliseCounts
                    {
                        In = 3,
                        Events = 1,
                        Fragments = 1,
                        Dead = 1,
                    }
                )
                .ToString()
        );

    [Fact]
    public void Large_value_is_written_in_pieces_that_fit_into_a_record()
    {
        var store = new FakeStore();
        var first = new StoreState<BufferedRecord>(store, "p");
        first.Put("k", Record(3_000_000));
        first.Flush();
        Assert.All(store.Scan(default), e => Assert.True(e.Value.Length <= PiecedStore.MaxPiece));
        Assert.Equal(Record(3_000_000).Value, Reloaded(store).Get("k")?.Value);

        first.Put("k", Record(10));
        first.Flush();
        Assert.Single(store.Scan(default));
        Assert.Equal(10, Reloaded(store).Get("k")?.Value.Length);

        first.Remove("k");
        first.Flush();
        Assert.Empty(store.Scan(default));
    }

    private static BufferedRecord Record(int size) =>
        new()
        {
            Value = [.. Enumerable.Range(0, size).Select(i => (byte)i)],
            Key = [],
            AppendTime = new Timestamp(1),
            Origin = "o",
            Partition = 0,
            Position = 1,
        };

    private static StoreState<BufferedRecord> Reloaded(FakeStore store)
    {
        var state = new StoreState<BufferedRecord>(store, "p");
        state.Load();
        return state;
    }

    [Fact]
    public void Removed_is_gone_after_flush()
    {
        var store = new FakeStore();
        var first = new StoreState<NormaliseCounts>(store, "a");
        first.Put("x", new NormaliseCounts());
        first.Put("y", new NormaliseCounts());
        first.Flush();
        first.Remove("x");
        first.Flush();

        var second = new StoreState<NormaliseCounts>(store, "a");
        second.Load();
        Assert.Equal(["y"], second.Keys);
    }

    private static T Again<T>(T value)
        where T : class
    {
        var store = new FakeStore();
        var first = new StoreState<T>(store, "s");
        first.Put("k", value);
        first.Flush();
        var second = new StoreState<T>(store, "s");
        second.Load();
        return second.Get("k") ?? throw new JsonException("nothing was read");
    }
}
