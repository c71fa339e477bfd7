using Streams.Connectors.Sinks.Http;
using Streams.Schemas.Settings;

namespace Streams.Connectors.Sinks.Otlp;

/// <summary>Which OpenTelemetry receiver.</summary>
public sealed record OtlpSinkOptions : HttpSinkOptions, IValidatedOptions
{
    internal const string Grpc = "grpc";
    private const string Http = "http";

    [Setting(
        "an OTLP receiver: over HTTP with the path before `/v1/logs`, `http://collector:4318`, for Loki `http://loki:3100/otlp`; over gRPC `http://collector:4317`"
    )]
    public Uri? Url { get; init; }

    [Setting("how it is spoken: over HTTP in JSON, or gRPC", Choices = $"{Http} {Grpc}")]
    public string Protocol { get; init; } = Http;

    [Setting("further headers"), Secret(ByKey = true)]
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public IEnumerable<SettingError> Validate()
    {
        foreach (var error in Errors())
        {
            yield return error;
        }

        if (Protocol == Grpc && Url is { AbsolutePath: not ("" or "/") })
        {
            yield return new("url", $"{Url.AbsolutePath} is a path, and gRPC has none: leave it out, as in http://collector:4317");
        }
    }
}
