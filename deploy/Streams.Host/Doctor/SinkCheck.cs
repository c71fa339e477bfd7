using Streams.Connectors.Sinks;
using Streams.Connectors.Sinks.Delivery;
using Streams.Host.Configuration;

namespace Streams.Host.Doctor;

/// <summary>The servers of one sink: asks each a harmless address.</summary>
/// <param name="sink">The sink; it is on.</param>
internal sealed class SinkCheck(ConfiguredSink sink) : IDoctorCheck
{
    private const string Mend = "see whether the address, the tenant and the credentials are right";

    public string Name => sink.Name;

    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancel)
    {
        var findings = new List<Finding>();
        foreach (var probe in sink.Kind.Probes(sink.Options))
        {
            findings.Add(
                await TroubleAsync(probe, cancel).ConfigureAwait(false) is { } trouble
                    ? Finding.Failure(Name, $"{probe.Address}: {trouble}", Mend)
                    : Finding.Ok(Name, $"{probe.Address} answers")
            );
        }

        return findings.Count > 0 ? findings : [Finding.Ok(Name, "is on")];
    }

    private static async Task<string?> TroubleAsync(SinkProbe probe, CancellationToken cancel)
    {
        try
        {
            return await probe.LookAsync(cancel).ConfigureAwait(false);
        }
        catch (TemporaryDeliveryException e)
        {
            return e.Message;
        }
    }
}
