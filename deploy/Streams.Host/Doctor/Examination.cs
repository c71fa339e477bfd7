using Confluent.Kafka;

namespace Streams.Host.Doctor;

/// <summary>Runs the checks one after the other, each with a time limit, whatever the ones before found.</summary>
internal static class Examination
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>The findings of all checks, as they come.</summary>
    public static async IAsyncEnumerable<Finding> RunAsync(
        IReadOnlyList<IDoctorCheck> checks,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel
    )
    {
        foreach (var check in checks)
        {
            foreach (var finding in await LookAsync(check, cancel).ConfigureAwait(false))
            {
                yield return finding;
            }
        }
    }

    private static async Task<IReadOnlyList<Finding>> LookAsync(IDoctorCheck check, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Patience);
        try
        {
            return await check.LookAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return
            [
                Finding.Failure(
                    check.Name,
                    $"no answer within {Patience.TotalSeconds:0} s",
                    "see whether the address is right and the network lets it through"
                ),
            ];
        }
        catch (Exception e)
            when (e
                    is KafkaException
                        or IOException
                        or HttpRequestException
                        or UnauthorizedAccessException
                        or InvalidDataException
                        or InvalidOperationException
                        or TimeoutException
            )
        {
            return [Finding.Failure(check.Name, e.Message, "see whether the address, the credentials and the rights are right")];
        }
    }
}
