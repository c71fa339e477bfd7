using System.Diagnostics;
using System.Globalization;
using Streams.Engine.Hosting;

namespace Streams.Engine.TestHost;

/// <summary>What happens at a point of the engine: <c>Committed@3:kill</c> kills the process (SIGKILL) at the third time, <c>Restoring@50:sleep</c> sleeps 3 s there.</summary>
internal sealed class FaultPlan
{
    private readonly EnginePoint _point;
    private readonly bool _kill;
    private int _left;

    private FaultPlan(EnginePoint point, int times, bool kill) => (this._point, _left, this._kill) = (point, times, kill);

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
        if (reached != _point || Interlocked.Decrement(ref _left) != 0)
        {
            return;
        }

        if (_kill)
        {
            Process.GetCurrentProcess().Kill();
        }

        Thread.Sleep(3000);
    }
}
