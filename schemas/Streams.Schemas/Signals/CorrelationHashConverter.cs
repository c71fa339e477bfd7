using System.Text.Json;
using System.Text.Json.Serialization;

namespace Streams.Schemas.Signals;

/// <summary>A correlation's hash stands in JSON as its text.</summary>
internal sealed class CorrelationHashConverter : JsonConverter<CorrelationHash>
{
    public override CorrelationHash Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetString() ?? "");

    public override void Write(Utf8JsonWriter writer, CorrelationHash value, JsonSerializerOptions options) => writer.WriteStringValue(value.Text);
}
