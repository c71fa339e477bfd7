using Confluent.Kafka;
using Streams.Host.Configuration;
using Streams.Host.Kafka;

namespace Streams.Host.Doctor;

/// <summary>Whether the brokers answer, and how many there are.</summary>
internal sealed class KafkaCheck(KafkaOptions options) : IDoctorCheck
{
    /// <summary>What checks name that need the brokers.</summary>
    public const string CheckName = "kafka";

    public string Name => CheckName;

    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancel)
    {
        using var admin = KafkaClients.Admin(options);
        Metadata metadata;
        try
        {
            metadata = await Task.Run(() => admin.GetMetadata(KafkaClients.Patience), cancel).ConfigureAwait(false);
        }
        catch (KafkaException e)
        {
            return
            [
                Finding.Failure(
                    Name,
                    $"no broker at {options.Bootstrap} answers: {e.Error.Reason}",
                    "see whether the brokers run, and kafka.bootstrap, TLS and credentials are right; a service that waits for them goes on by itself"
                ),
            ];
        }

        var brokers = $"{metadata.Brokers.Count} brokers at {options.Bootstrap}, {metadata.Topics.Count} topics";
        List<Finding> findings =
        [
            metadata.Brokers.Count < 3 ? Finding.Warning(Name, brokers, "three brokers and replication 3 let one die without loss") : Finding.Ok(Name, brokers),
        ];
        if (options.Properties.GetValueOrDefault("security.protocol", "plaintext").Equals("plaintext", StringComparison.OrdinalIgnoreCase))
        {
            findings.Add(
                Finding.Warning(
                    "kafka security",
                    "the connection is neither encrypted nor authenticated",
                    "set kafka.properties: security.protocol, sasl.*, ssl.* (docs/security.md)"
                )
            );
        }

        return findings;
    }
}
