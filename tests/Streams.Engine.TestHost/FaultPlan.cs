using System.Diagnostics;
using System.Globalization;
using Streams.Engine.Hosting;

namespace Streams.Engine.TestHost;

/// <summary>What happens at a point of the engine: <c>Committed@3:kill</c> kills the process (SIGKILL) at the third time, <c>Restoring@50:sleep</c> sleeps 3 s there.</summary>
internal sealed class FaultPlan
{
    private readonly EnginePoint point;
    private readonly bool kill;
    private int left;

    private FaultPlan(EnginePoint point, int times, bool kill) => (this.point, left, this.kill) = (point, times, kill);

    public static FaultPlan? Parse(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        var parts = text.Split('@', ':');
        return new FaultPlan(Enum.Parse<EnginePoint>(parts[0]), int.Parse(parts[1], CultureInfo.InvariantCulture), parts[2] == "kill");
    }

    public void Reached(EnginePoint reached)
    {
        if (reached != point || Interlocked.Decrement(ref left) != 0)
        {
            return;
        }

        if (kill)
        {
            Process.GetCurrentProcess().Kill();
        }

        Thread.Sleep(3000);
    }
}
