using System.Diagnostics;

namespace Streams.Host.Matching;

/// <summary>What matching cost, loading left out: for <c>--stats</c>.</summary>
internal sealed class MatchStats
{
    private readonly TimeSpan _cpuBefore;
    private readonly long _allocatedBefore;
    private readonly long _begun;

    private MatchStats()
    {
        using var process = Process.GetCurrentProcess();
        (_cpuBefore, _allocatedBefore, _begun) = (process.TotalProcessorTime, GC.GetTotalAllocatedBytes(), Stopwatch.GetTimestamp());
    }

    public static MatchStats Begin() => new();

    /// <summary>The line for standard error.</summary>
    public string End(int rules, long events, long bytes, long matches, long errors)
    {
        using var process = Process.GetCurrentProcess();
        var elapsed = Stopwatch.GetElapsedTime(_begun);
        var cpu = process.TotalProcessorTime - _cpuBefore;
        var allocated = GC.GetTotalAllocatedBytes() - _allocatedBefore;
        var perEvent = Math.Max(1, events);
        return string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"{{\"rules\":{rules},\"events\":{events},\"bytes\":{bytes},\"matches\":{matches},\"errors\":{errors},\"seconds\":{elapsed.TotalSeconds:0.000},\"cpu_seconds\":{cpu.TotalSeconds:0.000},\"cpu_us_per_event\":{cpu.TotalMicroseconds / perEvent:0.00},\"events_per_cpu_second\":{perEvent / Math.Max(cpu.TotalSeconds, 1e-6):0},\"allocated_bytes_per_event\":{(double)allocated / perEvent:0.0}}}"
        );
    }
}
