using Streams.Host.Configuration;
using Streams.Host.Kafka;

namespace Streams.Host.Doctor;

/// <summary>Whether the brokers answer, and how many there are.</summary>
internal sealed class KafkaCheck(KafkaOptions options) : IDoctorCheck
{
    public string Name => "kafka";

    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancel)
    {
        using var admin = KafkaClients.Admin(options);
        var metadata = await Task.Run(() => admin.GetMetadata(KafkaClients.Patience), cancel).ConfigureAwait(false);
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
