using Streams.Connectors.Sinks.Formats;
using Streams.Schemas.Settings;

namespace Streams.Connectors.Sinks.Kafka;

/// <summary>A topic, and in which format.</summary>
public sealed record KafkaSinkOptions : KafkaFeedOptions, IValidatedOptions
{
    [Setting("of the records ([formats](formats.md))")]
    public string Format { get; init; } = "streams";

    public IEnumerable<SettingError> Validate()
    {
        if (FormatTable.Find(Format) is null)
        {
            yield return new("format", $"{Format} is none of {FormatTable.Names}");
        }
    }
}
