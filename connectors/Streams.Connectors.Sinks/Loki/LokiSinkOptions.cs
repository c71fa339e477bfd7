using Streams.Connectors.Sinks.Http;
using Streams.Schemas.Settings;

namespace Streams.Connectors.Sinks.Loki;

/// <summary>Which Loki, as whom, and how much at once.</summary>
public sealed record LokiSinkOptions : HttpSinkOptions, IValidatedOptions
{
    /// <summary>A path before <c>/loki/api/v1/push</c> included where a proxy wants one; null: none.</summary>
    [Setting("`http://host:3100`")]
    public Uri? Url { get; init; }

    [Setting("`X-Scope-OrgID`")]
    public string Tenant { get; init; } = "";

    /// <summary>Of a push before it is compressed; an entry larger than this goes alone.</summary>
    [Setting("the most bytes of a push before it is compressed", Least = "10000", Most = "4000000")]
    public int MaxPushBytes { get; init; } = 1_000_000;

    public IEnumerable<SettingError> Validate() => Errors();
}
