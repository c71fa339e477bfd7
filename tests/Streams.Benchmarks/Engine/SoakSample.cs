using System.Diagnostics;
using Streams.Engine.State.Local;

namespace Streams.Benchmarks.Engine;

/// <summary>What the process holds at a moment.</summary>
/// <param name="Resident">Resident memory, MiB.</param>
/// <param name="Managed">The managed heap after its last collection, MiB.</param>
/// <param name="Handles">Open file handles.</param>
/// <param name="Threads">Threads.</param>
/// <param name="Iterators">RocksDB iterators that are open.</param>
internal readonly record struct SoakSample(double Resident, double Managed, int Handles, int Threads, long Iterators)
{
    private const double MiB = 1 << 20;

    public static SoakSample Take()
    {
        using var self = Process.GetCurrentProcess();
        return new SoakSample(self.WorkingSet64 / MiB, GC.GetGCMemoryInfo(GCKind.Any).HeapSizeBytes / MiB, Directory.GetFiles("/proc/self/fd").Length, self.Threads.Count, RocksTable.OpenIterators);
    }
}
