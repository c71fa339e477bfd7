using Confluent.Kafka;

namespace Streams.Host.Doctor;

/// <summary>Runs the checks one after the other, each with a time limit, whatever the ones before found; of those that need what failed before it is only told that they were left out.</summary>
internal static class Examination
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>The findings of all checks, as they come.</summary>
    public static async IAsyncEnumerable<Finding> RunAsync(
        IReadOnlyList<IDoctorCheck> checks,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel
    )
    {
        var failed = new HashSet<string>(StringComparer.Ordinal);
        var left = new List<string>();
        foreach (var check in checks)
        {
            if (check.Needs is { } need && failed.Contains(need))
            {
                left.Add(check.Name);
                continue;
            }

            foreach (var finding in await LookAsync(check, cancel).ConfigureAwait(false))
            {
                _ = finding.Verdict == Verdict.Failure && failed.Add(check.Name);
                yield return finding;
            }
        }

        if (left.Count > 0)
        {
            yield return Finding.Warning("left out", $"not looked at: {string.Join(", ", left)}", $"mend {string.Join(", ", failed.Order())} and look again");
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
