using Streams.Engine.Hosting;

namespace Streams.Host.Supervision;

/// <summary>
/// Starts the service and starts it again when it asks for that (exit 10) or a signal has ended it, with back-off.
/// Any other end is passed on: 0 is done, 2 and 3 would only come again. One line to standard error says what happened.
/// </summary>
internal static class Supervisor
{
    private const int Signal = 128;
    private const int Kill = Signal + 9;

    /// <summary>Runs until the service ends for good or <paramref name="cancel"/> stops it; answers its exit code.</summary>
    public static async Task<int> RunAsync(Func<RestartCounts, ISupervised> start, TimeProvider time, CancellationToken cancel)
    {
        var delay = new RestartDelay();
        var counts = new RestartCounts();
        while (true)
        {
            var began = time.GetTimestamp();
            int code;
            using (var child = start(counts))
            using (cancel.Register(child.Terminate))
            {
                code = await child.ExitAsync().ConfigureAwait(false);
            }

            var up = time.GetElapsedTime(began);
            if (cancel.IsCancellationRequested || (code != ProcessEnd.StartMeAgain && code <= Signal))
            {
                return code;
            }

            counts.Add(
                code == ProcessEnd.StartMeAgain ? RestartCounts.Asked
                : code == Kill ? RestartCounts.Killed
                : RestartCounts.Crashed
            );
            var wait = delay.After(up);
            var what = code == ProcessEnd.StartMeAgain ? "asked to be started again" : $"was ended by signal {code - Signal}";
            await Console
                .Error.WriteLineAsync($"streams: the service {what} after {up.TotalSeconds:F0} s; starting it in {wait.TotalSeconds:F0} s")
                .ConfigureAwait(false);
            try
            {
                await Task.Delay(wait, time, cancel).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return 0;
            }
        }
    }
}
