using Streams.Schemas.Settings;

namespace Streams.Host.Doctor;

/// <summary>The schema registry: asks it for its subjects.</summary>
internal sealed class SchemaRegistryCheck(string url) : IDoctorCheck
{
    public string Name => "schema registry";

    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancel)
    {
        if (url.Length == 0)
        {
            return [Finding.Ok(Name, "none is configured; the service serves its own schemas")];
        }

        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(8) };
        using var answer = await client.GetAsync(url.TrimEnd('/') + "/subjects", cancel).ConfigureAwait(false);
        return answer.IsSuccessStatusCode
            ? [Finding.Ok(Name, $"{Masked.Addresses(url)} answers")]
            :
            [
                Finding.Failure(
                    Name,
                    $"{Masked.Addresses(url)}/subjects answers {(int)answer.StatusCode} {answer.ReasonPhrase}",
                    "see whether the address and the credentials are right"
                ),
            ];
    }
}
