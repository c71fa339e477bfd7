using System.Runtime.InteropServices;

namespace Streams.Schemas.Tests.Properties;

/// <summary>
/// Whether what something costs grows faster than its input: the CPU time of one thread for an input and for one sixteen times as long, the least of several runs each.
/// A ratio, never a time: the same on a slow machine. Sixteen is linear, 256 is quadratic.
/// </summary>
internal static partial class Growth
{
    /// <summary>How much longer the long input is.</summary>
    public const int Factor = 16;

    /// <summary>What counts as linear still: caches, growing buffers and collections of garbage cost a constant factor.</summary>
    private const double Most = 4.0 * Factor;
    private const int ThreadTime = 3;
    private const double Nanos = 1e9;

    /// <summary>What is shorter is noise, seconds.</summary>
    private const double Floor = 0.000_2;

    /// <summary>The ratio where it is too high, after several tries; null where the cost is linear.</summary>
    /// <param name="cost">Does the work for an input so many times the least one.</param>
    public static double? Excess(Action<int> cost)
    {
        var (small, large) = (double.MaxValue, double.MaxValue);
        for (var run = 0; run < 4; run++)
        {
            small = Math.Min(small, Measure(() => cost(1)));
            large = Math.Min(large, Measure(() => cost(Factor)));
            if (large <= Most * Math.Max(small, Floor))
            {
                return null;
            }
        }

        return large / Math.Max(small, Floor);
    }

    private static double Measure(Action work)
    {
        var began = Now();
        work();
        return Now() - began;
    }

    private static double Now() =>
        Read(ThreadTime, out var time) == 0 ? time.Seconds + (time.Nanoseconds / Nanos) : throw new InvalidOperationException("no clock of threads");

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int Read(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
