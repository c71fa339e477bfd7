using RocksDbSharp;

namespace Streams.Engine.State.Local;

/// <summary>
/// Local tables in one RocksDB of the process: a column family a table, and the default family for how far each has come.
/// With a log and without syncs: kill -9 loses nothing, a power cut at most the newest writes, in both families alike.
/// </summary>
internal sealed class RocksState : ILocalState
{
    private const ulong WriteBuffer = 16UL << 20;
    private const ulong AllWriteBuffers = 128UL << 20;
    private static readonly string[] Refused = ["No space left", "Permission denied", "Read-only", "Too many open files"];
    private readonly Lock _gate = new();
    private readonly Dictionary<string, RocksTable> _tables = new(StringComparer.Ordinal);
    private readonly RocksDb _database;
    private readonly string _directory;

    private RocksState(RocksDb database, string directory)
    {
        this._database = database;
        this._directory = directory;
    }

    /// <summary>Opens the database under a directory, or makes it. A damaged one is thrown away: the changelogs have all of it.</summary>
    /// <exception cref="LocalStateException">The disk refuses.</exception>
    public static RocksState Open(string directory, Action<string> say)
    {
        try
        {
            return new RocksState(Connect(directory), directory);
        }
        catch (RocksDbException damaged) when (!Refused.Any(r => damaged.Message.Contains(r, StringComparison.Ordinal)))
        {
            say($"the local state in {directory} is damaged and is restored from the changelogs: {damaged.Message}");
            Directory.Delete(directory, recursive: true);
        }
        catch (RocksDbException refused)
        {
            throw new LocalStateException(directory, refused);
        }

        try
        {
            return new RocksState(Connect(directory), directory);
        }
        catch (RocksDbException refused)
        {
            throw new LocalStateException(directory, refused);
        }
    }

    public long CacheBytes => 4 << 20;

    public ILocalTable Open(string application, string store, int partition)
    {
        var name = NameOf(application, store, partition);
        lock (_gate)
        {
            if (_tables.TryGetValue(name, out var table))
            {
                return table;
            }

            try
            {
                var family = _database.TryGetColumnFamily(name, out var there) ? there : _database.CreateColumnFamily(FamilyOptions(), name);
                return _tables[name] = new RocksTable(_database, family, name, _directory);
            }
            catch (RocksDbException refused)
            {
                throw new LocalStateException(_directory, refused);
            }
        }
    }

    public void Release(ILocalTable table)
    {
        // On disk it may stay.
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _tables.Clear();
            _database.Dispose();
        }
    }

    private static string NameOf(string application, string store, int partition) => $"{application}/{store}/{partition}";

    private static RocksDb Connect(string directory)
    {
        Directory.CreateDirectory(directory);
        var options = new DbOptions()
            .SetCreateIfMissing()
            .SetCreateMissingColumnFamilies()
            .SetDbWriteBufferSize(AllWriteBuffers)
            .SetMaxTotalWalSize(WriteBuffer)
            .SetMaxBackgroundCompactions(1)
            .SetMaxBackgroundFlushes(1)
            .SetMaxOpenFiles(256)
            .SetStatsDumpPeriodSec(0)
            .SetKeepLogFileNum(2)
            .SetMaxLogFileSize(1 << 20);
        var families = new ColumnFamilies();
        if (RocksDb.TryListColumnFamilies(options, directory, out var names))
        {
            foreach (var name in names)
            {
                if (name != ColumnFamilies.DefaultName)
                {
                    families.Add(name, FamilyOptions());
                }
            }
        }

        return RocksDb.Open(options, directory, families);
    }

    private static ColumnFamilyOptions FamilyOptions() => new ColumnFamilyOptions().SetWriteBufferSize(WriteBuffer).SetCompression(Compression.Lz4);
}
