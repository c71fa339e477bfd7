using Confluent.Kafka;
using Streams.Engine.State;
using Streams.Engine.Topics;

namespace Streams.Host.Running;

/// <summary>
/// Tries again what waiting can mend (Kafka away, a state directory whose holder is just ending, a full disk, a right not yet given), for as long as it takes.
/// Tells why it waits: at once, once a minute, and when it goes on.
/// </summary>
internal sealed class DependencyRetry(TimeProvider time, Action<string> tell)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Reminder = TimeSpan.FromMinutes(1);
    private volatile string? _waitsFor;

    /// <summary>What is waited for and why; null while nothing is.</summary>
    public string? WaitsFor => _waitsFor;

    /// <summary>Whether the cause may pass by itself, or by somebody's hand elsewhere.</summary>
    public static bool MayPass(Exception failure) =>
        failure
            is KafkaException
                or IOException
                or UnauthorizedAccessException
                or TimeoutException
                or StateDirectoryInUseException
                or StartCheckException { MayPass: true };

    /// <summary>The result of the first attempt that succeeds.</summary>
    /// <param name="what">What is attempted, with its address.</param>
    /// <param name="attempt">The attempt; it leaves nothing behind where it fails.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    public async Task<T> UntilAsync<T>(string what, Func<Task<T>> attempt, CancellationToken cancel)
    {
        var pause = FirstPause;
        var told = (long?)null;
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            try
            {
                var result = await attempt().ConfigureAwait(false);
                if (told is not null)
                {
                    tell($"{what}: going on");
                }

                _waitsFor = null;
                return result;
            }
            catch (Exception failure) when (MayPass(failure))
            {
                _waitsFor = $"{what}: {failure.Message.ReplaceLineEndings(" ")}";
                if (told is not { } last || time.GetElapsedTime(last) >= Reminder)
                {
                    told = time.GetTimestamp();
                    tell($"waiting for {_waitsFor}");
                }
            }

            await Task.Delay(pause, time, cancel).ConfigureAwait(false);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }
}
