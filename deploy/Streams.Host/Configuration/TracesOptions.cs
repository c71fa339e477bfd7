using Streams.Engine.Tracing;
using Streams.Schemas.Settings;

namespace Streams.Host.Configuration;

/// <summary>Whether the way of records is traced, and where the traces go.</summary>
internal sealed class TracesOptions : IValidatedOptions
{
    [Setting("an OTLP receiver that is told the way of a sample of records: `http://collector:4317`; empty: none is traced")]
    public Uri? Url { get; set; }

    [Setting("how it is spoken to; `http`: at `/v1/traces`", Choices = "grpc http")]
    public string Protocol { get; set; } = "grpc";

    [Setting("the share of raw records whose way is traced, 0 to 1")]
    public double Ratio { get; set; } = 0.0001;

    [Setting("further headers"), Secret(ByKey = true)]
    public Dictionary<string, string> Headers { get; set; } = [];

    /// <summary>The sample of records of the raw topics; null: none.</summary>
    public RecordTraces? Of(IEnumerable<string> raw) => Url is null ? null : new RecordTraces(Ratio, raw.ToHashSet(StringComparer.Ordinal));

    public IEnumerable<SettingError> Validate()
    {
        if (Ratio is not (>= 0 and <= 1))
        {
            yield return new("ratio", "is a share, from 0 to 1");
        }

        if (Url is { Scheme: not ("http" or "https") })
        {
            yield return new("url", "begins with http:// or https://");
        }
    }
}
