using Streams.Engine.State.Local;

namespace Streams.Engine.Tests;

public sealed class LocalStateTests
{
    [Fact]
    public void Rocks_db_keeps_each_table_and_its_offset_over_a_restart()
    {
        var directory = Some.Directory();
        using (var state = RocksState.Open(directory, _ => { }))
        {
            state.Open("app", "store", 0).Apply([new([1], [1])], 5, 100, []);
            state.Open("app", "store", 1).Apply([new([1], [2])], 6, 101, []);
            state.Open("other", "store", 0).Apply([new([1], [3])], 7, 102, []);
            state.Open("other", "store", 0).Wipe();
        }

        using var again = RocksState.Open(directory, _ => { });
        Assert.Equal((5, 100), (again.Open("app", "store", 0).NextOffset, again.Open("app", "store", 0).WrittenAtMs));
        Assert.Equal([1], again.Open("app", "store", 0).Get([1])!);
        Assert.Equal(6, again.Open("app", "store", 1).NextOffset);
        Assert.Equal([2], again.Open("app", "store", 1).Get([1])!);
        Assert.Null(again.Open("other", "store", 0).NextOffset);
        Assert.Null(again.Open("other", "store", 0).Get([1]));
        Assert.Same(again.Open("app", "store", 1), again.Open("app", "store", 1));
    }

    [Fact]
    public void A_damaged_database_is_thrown_away_and_said()
    {
        var directory = Some.Directory();
        using (var state = RocksState.Open(directory, _ => { }))
        {
            state.Open("app", "store", 0).Apply([new([1], [1])], 5, 100, []);
        }

        File.WriteAllText(Path.Combine(directory, "CURRENT"), "MANIFEST-999999\n");
        var said = new List<string>();
        using var again = RocksState.Open(directory, said.Add);
        Assert.Null(again.Open("app", "store", 0).NextOffset);
        Assert.Contains("damaged", Assert.Single(said));
    }

    [Fact]
    public void A_parked_table_in_memory_is_found_again_and_forgotten_after_ten_minutes()
    {
        var time = new FakeTime();
        var state = new MemoryState(time);
        var table = state.Open("app", "store", 0);
        table.Apply([new([1], [1])], 5, 0, []);
        state.Release(table);
        time.Advance(TimeSpan.FromMinutes(9));
        Assert.Same(table, state.Open("app", "store", 0));
        time.Advance(TimeSpan.FromHours(1));
        Assert.Same(table, state.Open("app", "store", 0));
        state.Release(table);
        time.Advance(TimeSpan.FromMinutes(11));
        Assert.NotSame(table, state.Open("app", "store", 0));
    }

    [Fact]
    public void Bytes_in_memory_follow_writes()
    {
        var table = new MemoryState(TimeProvider.System).Open("app", "store", 0);
        table.Apply([new([1, 2], [1, 2, 3]), new([2], [1])], 1, 0, []);
        Assert.Equal((2, 7), (table.Entries, table.Bytes));
        table.Apply([new([1, 2], [1]), new([2], null), new([9], null)], 2, 0, []);
        Assert.Equal((1, 3), (table.Entries, table.Bytes));
        table.Wipe();
        Assert.Equal((0, 0), (table.Entries, table.Bytes));
    }
}
