using System.Runtime.InteropServices;
using Confluent.Kafka;

namespace Streams.Host.Doctor;

/// <summary>The native parts: Kafka's client.</summary>
internal sealed class NativeLibraryCheck : IDoctorCheck
{
    public string Name => "native libraries";

    public Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancel)
    {
        Finding finding;
        try
        {
            finding = Finding.Ok(
                Name,
                $"librdkafka {Library.VersionString} on {RuntimeInformation.RuntimeIdentifier}, {RuntimeInformation.FrameworkDescription}"
            );
        }
        catch (Exception e) when (e is DllNotFoundException or TypeInitializationException or BadImageFormatException)
        {
            finding = Finding.Failure(
                Name,
                $"librdkafka does not load: {e.Message}",
                "it comes with the program for linux-x64: keep the folder runtimes beside it, and use a glibc of 2.28 or later"
            );
        }

        return Task.FromResult<IReadOnlyList<Finding>>([finding]);
    }
}
