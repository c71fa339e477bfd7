using Streams.Engine.State;

namespace Streams.Engine.Tests;

public sealed class TaskStateTests
{
    [Fact]
    public void Scan_answers_a_prefix_in_the_order_of_the_bytes_and_follows_writes()
    {
        var state = new TaskState();
        foreach (var key in new byte[][] { [2, 9], [1], [2], [2, 0xFF], [3], [0xFF, 1] })
        {
            state.Put(key, key);
        }

        Assert.Equal([[2], [2, 9], [2, 0xFF]], state.Scan(new byte[] { 2 }).Select(e => e.Key));
        state.Put([2, 9], null);
        state.Put([2, 10], [0]);
        Assert.Equal([[2], [2, 10], [2, 0xFF]], state.Scan(new byte[] { 2 }).Select(e => e.Key));
        Assert.Equal([[0xFF, 1]], state.Scan(new byte[] { 0xFF }).Select(e => e.Key));
        Assert.Empty(state.Scan(new byte[] { 0xFF, 2 }));
        Assert.Equal(6, state.Scan(default).Count());
    }

    [Fact]
    public void A_scan_may_write_and_restored_keys_are_not_dirty()
    {
        var state = new TaskState();
        state.Restore([1], [1]);
        state.Restore([2], [2]);
        Assert.Empty(state.Dirty);
        foreach (var entry in state.Scan(default))
        {
            state.Put(entry.Key, null);
        }

        Assert.Equal(0, state.Count);
        Assert.Equal(2, state.Dirty.Count);
        Assert.Null(state.Get([1]));
    }
}
