using System.Diagnostics;

namespace Streams.Benchmarks.Engine;

/// <summary>Wall time, CPU and allocation between the first record and the end of a case.</summary>
internal sealed class Meter
{
    private long _wall;
    private TimeSpan _cpu;
    private long _allocated;

    public void Start()
    {
        _wall = Stopwatch.GetTimestamp();
        _cpu = Process.GetCurrentProcess().TotalProcessorTime;
        _allocated = GC.GetTotalAllocatedBytes();
    }

    public BenchResult Stop(string name, long records) =>
        new()
        {
            Case = name,
            Rate = records / Stopwatch.GetElapsedTime(_wall).TotalSeconds,
            CpuUs = (Process.GetCurrentProcess().TotalProcessorTime - _cpu).TotalMicroseconds / records,
            AllocBytes = (double)(GC.GetTotalAllocatedBytes() - _allocated) / records,
        };
}
