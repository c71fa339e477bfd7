using System.Diagnostics;
using Streams.Engine.State.Local;

namespace Streams.Benchmarks.Engine;

/// <summary>What the process holds at a moment.</summary>
/// <param name="Resident">Resident memory, MiB.</param>
/// <param name="Managed">The managed heap after its last collection, MiB.</param>
/// <param name="Handles">Open file handles, but for RocksDB's tables.</param>
/// <param name="Tables">RocksDB's open table files: they come with flushes and go with compactions, at most 256.</param>
/// <param name="Threads">Threads.</param>
/// <param name="Iterators">RocksDB iterators that are open.</param>
internal readonly record struct SoakSample(double Resident, double Managed, int Handles, int Tables, int Threads, long Iterators)
{
    private const double MiB = 1 << 20;

    public static SoakSample Take()
    {
        using var self = Process.GetCurrentProcess();
        var (handles, tables) = (0, 0);
        foreach (var handle in new DirectoryInfo("/proc/self/fd").GetFiles())
        {
            _ = handle.LinkTarget?.EndsWith(".sst", StringComparison.Ordinal) == true ? tables++ : handles++;
        }

        return new SoakSample(
            self.WorkingSet64 / MiB,
            GC.GetGCMemoryInfo(GCKind.Any).HeapSizeBytes / MiB,
            handles,
            tables,
            self.Threads.Count,
            RocksTable.OpenIterators
        );
    }
}
