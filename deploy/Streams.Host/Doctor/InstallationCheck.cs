using Streams.Host.Configuration;
using Streams.Host.Kafka;
using Streams.Host.Running;

namespace Streams.Host.Doctor;

/// <summary>Whether our topics are ours alone.</summary>
internal sealed class InstallationCheck(KafkaOptions options) : IDoctorCheck
{
    public string Name => "installation";

    public string? Needs => KafkaCheck.CheckName;

    public Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancel)
    {
        using var admin = KafkaClients.Admin(options);
        var others = new OtherInstallations(options, admin).Find();
        return Task.FromResult<IReadOnlyList<Finding>>(
            others.Count == 0
                ? [Finding.Ok(Name, $"nobody else works on {options.TopicOf("signals")} and {options.TopicOf("alerts")}")]
                :
                [
                    .. others.Select(o =>
                        Finding.Failure(
                            Name,
                            $"the installation {o} works on the same topics: every alert is written twice",
                            "give each installation on one Kafka its own kafka.prefix"
                        )
                    ),
                ]
        );
    }
}
