using Streams.Engine.State;
using Streams.Engine.State.Local;

namespace Streams.Engine.Tests;

public abstract class TaskStateTests
{
    private readonly ILocalTable _table;

    private TaskStateTests(ILocalTable table) => this._table = table;

    [Fact]
    public void Scan_answers_a_prefix_in_the_order_of_the_bytes_and_follows_writes()
    {
        var state = new TaskState(_table, 1000);
        foreach (var key in new byte[][] { [2, 9], [1], [2], [2, 0xFF], [3], [0xFF, 1], [] })
        {
            state.Put(key, key);
        }

        Commit(state, 7);
        Assert.Equal(
            [
                [2],
                [2, 9],
                [2, 0xFF],
            ],
            state.Scan(new byte[] { 2 }).Select(e => e.Key)
        );
        state.Put([2, 9], null);
        state.Put([2, 10], [0]);
        state.Put([2, 0xFF], [1]);
        Assert.Equal(
            [
                [2],
                [2, 10],
                [2, 0xFF],
            ],
            state.Scan(new byte[] { 2 }).Select(e => e.Key)
        );
        Assert.Equal([1], state.Scan(new byte[] { 2 }).Last().Value);
        Assert.Equal(
            [
                [0xFF, 1],
            ],
            state.Scan(new byte[] { 0xFF }).Select(e => e.Key)
        );
        Assert.Empty(state.Scan(new byte[] { 0xFF, 2 }));
        Assert.Equal(7, state.Scan(default).Count());
    }

    [Fact]
    public void A_scan_may_write_and_what_is_restored_is_not_written_again()
    {
        var state = new TaskState(_table);
        state.Restore([new([1], [1]), new([2], [2]), new([3], null)], 12, 5);
        Assert.Empty(state.Written);
        foreach (var entry in state.Scan(default))
        {
            state.Put(entry.Key, null);
        }

        Assert.Equal(2, state.Written.Count);
        Assert.Null(state.Get([1]));
        Assert.Empty(state.Scan(default));
        Assert.Equal(2, _table.Scan(default).Count());
        Assert.Equal((12, 5), (_table.NextOffset, _table.WrittenAtMs));
    }

    [Fact]
    public void What_is_not_committed_is_seen_by_the_task_and_is_not_in_the_table()
    {
        var state = new TaskState(_table, 1000);
        state.Put([1], [1]);
        Commit(state, 3);
        state.Put([1], [2]);
        state.Flushed();
        state.Put([2], [2]);
        Assert.True(state.AwaitsCommit);
        Assert.Equal([2], state.Get([1])!);
        Assert.Equal([2], state.Get([2])!);
        Assert.Equal([1], _table.Get([1])!);
        Assert.Equal(3, _table.NextOffset);
        state.Committed(4, 0);
        Assert.Equal([2], _table.Get([1])!);
        Assert.Null(_table.Get([2]));
        Assert.Single(state.Written);
    }

    [Fact]
    public void Two_flushes_before_a_commit_give_the_last_values()
    {
        var state = new TaskState(_table, 1000);
        state.Put([1], [1]);
        state.Put([2], [1]);
        state.Flushed();
        state.Put([1], null);
        state.Flushed();
        Assert.Null(state.Get([1]));
        state.Committed(9, 0);
        Assert.Null(_table.Get([1]));
        Assert.Null(state.Get([1]));
        Assert.Equal([1], _table.Get([2])!);
        Assert.Empty(state.Written);
    }

    [Fact]
    public void An_expired_prefix_goes_with_what_is_committed_flushed_and_written_and_nothing_beside_it()
    {
        var state = new TaskState(_table, 1000);
        foreach (var key in new byte[][] { [1, 0xFF], [2], [2, 1], [2, 0xFF, 7], [3], [0xFF], [0xFF, 0xFF, 1] })
        {
            state.Put(key, key);
        }

        Commit(state, 1);
        state.Put([2, 5], [5]);
        state.Flushed();
        state.Put([2, 6], [6]);
        state.RemovePrefix(new byte[] { 2 });
        Assert.Empty(state.Scan(new byte[] { 2 }));
        Assert.Null(state.Get([2, 1]));
        Assert.Equal(
            [
                [2],
                [2, 1],
                [2, 5],
                [2, 6],
                [2, 0xFF, 7],
            ],
            state.Written.Where(w => w.Value is null).Select(w => w.Key).Order(KeyComparer.Instance)
        ); // a tombstone each
        state.Put([2, 1], [9]);
        state.RemovePrefix(new byte[] { 0xFF });
        state.RemovePrefix(new byte[] { 9 });
        state.Flushed();
        state.Put([2, 8], [8]);
        state.Flushed();
        state.Committed(2, 0);
        Assert.Equal(
            [
                [1, 0xFF],
                [2, 1],
                [2, 8],
                [3],
            ],
            _table.Scan(default).Select(e => e.Key)
        );
        Assert.Equal([9], _table.Get([2, 1])!);
        Assert.Equal(
            [
                [1, 0xFF],
                [2, 1],
            ],
            _table.Scan(default, 2).Select(e => e.Key)
        );
        state.RemovePrefix(default);
        Commit(state, 3);
        Assert.Empty(_table.Scan(default));
    }

    [Fact]
    public void What_a_restore_brings_is_seen_through_the_cache()
    {
        var state = new TaskState(_table, 1000);
        Assert.Null(state.Get([1]));
        state.Restore([new([1], [7])], 5, 0);
        Assert.Equal([7], state.Get([1])!);
    }

    [Fact]
    public void Any_order_of_writes_expiries_flushes_and_commits_gives_what_a_dictionary_holds()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            _table.Wipe();
            var (chance, state, plain) = (new Random(seed), new TaskState(_table, seed % 2 * 500), new SortedDictionary<byte[], byte[]>(KeyComparer.Instance));
            for (var step = 0; step < 120; step++)
            {
                byte[] key = [(byte)chance.Next(3), (byte)chance.Next(4)];
                switch (chance.Next(8))
                {
                    case 0:
                        state.Put(key, null);
                        plain.Remove(key);
                        break;
                    case 1:
                        state.RemovePrefix(key.AsMemory(0, 1));
                        foreach (var gone in plain.Keys.Where(k => k[0] == key[0]).ToArray())
                        {
                            plain.Remove(gone);
                        }

                        break;
                    case 2:
                        state.Flushed();
                        break;
                    case 3:
                        Commit(state, step);
                        Assert.Equal(plain.Select(p => (p.Key[0], p.Key[1], p.Value[0])), _table.Scan(default).Select(e => (e.Key[0], e.Key[1], e.Value[0])));
                        break;
                    default:
                        state.Put(key, [(byte)step]);
                        plain[key] = [(byte)step];
                        break;
                }

                Assert.Equal(plain.GetValueOrDefault(key), state.Get(key));
                Assert.Equal(plain.Select(p => (p.Key[0], p.Key[1], p.Value[0])), state.Scan(default).Select(e => (e.Key[0], e.Key[1], e.Value[0])));
            }
        }
    }

    [Fact]
    public void A_wipe_leaves_nothing_and_no_offset()
    {
        var state = new TaskState(_table);
        state.Restore([new([], [1]), new([0], [2]), new([0xFF, 0xFF], [3])], 12, 5);
        Assert.Equal(3, _table.Scan(default).Count());
        _table.Wipe();
        Assert.Empty(_table.Scan(default));
        Assert.Null(_table.NextOffset);
        _table.Wipe();
        state.Restore([new([1], [1])], 1, 6);
        Assert.Single(_table.Scan(default));
    }

    [Fact]
    public void A_small_cache_forgets_and_still_answers_what_is_true()
    {
        var state = new TaskState(_table, 1000);
        for (var round = 0; round < 3; round++)
        {
            for (var i = 0; i < 100; i++)
            {
                Assert.Equal(round == 0 ? null : [(byte)(i + round - 1)], state.Get([(byte)i]));
                state.Put([(byte)i], [(byte)(i + round)]);
            }

            Commit(state, round);
        }
    }

    private static void Commit(TaskState state, long next)
    {
        state.Flushed();
        state.Committed(next, 0);
    }

    public sealed class InMemory() : TaskStateTests(new MemoryState(TimeProvider.System).Open("a", "s", 0));

    public sealed class InRocksDb : TaskStateTests, IDisposable
    {
        private readonly RocksState _database;

        public InRocksDb()
            : this(RocksState.Open(Some.Directory(), _ => { })) { }

        private InRocksDb(RocksState database)
            : base(database.Open("a", "s", 0)) => this._database = database;

        public void Dispose() => _database.Dispose();
    }
}
