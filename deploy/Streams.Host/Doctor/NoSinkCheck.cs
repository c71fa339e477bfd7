namespace Streams.Host.Doctor;

/// <summary>No sink is on.</summary>
internal sealed class NoSinkCheck : IDoctorCheck
{
    public string Name => "sinks";

    public Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<Finding>>([
            Finding.Warning(Name, "none is configured", "set sinks.loki.url or another of sinks: alerts are in Kafka alone now"),
        ]);
}
