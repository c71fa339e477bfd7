using Streams.Connectors.Sinks.Http;
using Streams.Schemas.Settings;

namespace Streams.Connectors.Sinks.Otlp;

/// <summary>Which OpenTelemetry receiver.</summary>
public sealed record OtlpSinkOptions : HttpSinkOptions, IValidatedOptions
{
    [Setting("an OTLP receiver over HTTP with the path before `/v1/logs`: `http://collector:4318`, for Loki `http://loki:3100/otlp`")]
    public Uri? Url { get; init; }

    [Setting("further headers"), Secret(ByKey = true)]
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public IEnumerable<SettingError> Validate() => Errors();
}
