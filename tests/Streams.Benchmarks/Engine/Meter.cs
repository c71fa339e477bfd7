using System.Diagnostics;

namespace Streams.Benchmarks.Engine;

/// <summary>Wall time, CPU and allocation between the first record and the end of a case.</summary>
internal sealed class Meter
{
    private long wall;
    private TimeSpan cpu;
    private long allocated;

    public void Start()
    {
        wall = Stopwatch.GetTimestamp();
        cpu = Process.GetCurrentProcess().TotalProcessorTime;
        allocated = GC.GetTotalAllocatedBytes();
    }

    public BenchResult Stop(string name, long records) => new()
    {
        Case = name,
        Rate = records / Stopwatch.GetElapsedTime(wall).TotalSeconds,
        CpuUs = (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalMicroseconds / records,
        AllocBytes = (double)(GC.GetTotalAllocatedBytes() - allocated) / records,
    };
}
