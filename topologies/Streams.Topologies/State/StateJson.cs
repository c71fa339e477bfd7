using System.Text.Json;
using System.Text.Json.Serialization;
using Streams.Schemas.Entities;

namespace Streams.Topologies.State;

/// <summary>How state is written to the changelog: JSON, private to the stage that owns it.</summary>
internal static class StateJson
{
    public static JsonSerializerOptions Options { get; } =
        new()
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Converters = { new EntitySetConverter() },
            IncludeFields = false,
        };

    private sealed class EntitySetConverter : JsonConverter<EntitySet>
    {
        public override EntitySet Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var entities = new EntitySet();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var known = EntityKinds.TryParse(reader.GetString() ?? "", out var kind);
                reader.Read();
                if (known)
                {
                    entities[kind] = reader.GetString();
                }
            }

            return entities;
        }

        public override void Write(Utf8JsonWriter writer, EntitySet value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            for (var kind = 0; kind < EntityKinds.Count; kind++)
            {
                if (value[(EntityKind)kind] is { } text)
                {
                    writer.WriteString(((EntityKind)kind).Name(), text);
                }
            }

            writer.WriteEndObject();
        }
    }
}
