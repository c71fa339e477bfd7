using Streams.Schemas.Avro;

namespace Streams.Schemas.Labels;

/// <summary>Labels as Avro (<c>label.avsc</c>).</summary>
public static class LabelCodec
{
    /// <summary>Encodes a label.</summary>
    public static byte[] Encode(Label label)
    {
        var writer = new AvroWriter();
        writer.Begin(SchemaIds.Label);
        writer.String(label.Alert);
        writer.String(label.Rule);
        writer.String(label.Verdict.Name());
        writer.String(label.By);
        writer.String(label.Note);
        writer.Time(label.FirstSeen);
        writer.Time(label.LastSeen);
        writer.Strings(label.Entities);
        return writer.ToArray();
    }

    /// <summary>Decodes a label; null where the bytes are none.</summary>
    public static Label? Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new AvroReader(bytes);
        var isCurrent = reader.Begin(SchemaIds.Label);
        if (!isCurrent)
        {
            reader = new AvroReader(bytes);
            if (!reader.Begin(SchemaIds.LabelV1))
            {
                return null;
            }
        }

        var (alert, rule, isKnown) = (reader.String(), reader.String(), AlertVerdicts.TryParse(reader.String(), out var verdict));
        var label = new Label(alert, rule, verdict, reader.String(), reader.String(), reader.Time(), reader.Time())
        {
            Entities = isCurrent ? reader.Strings() : [],
        };
        return reader.Failed || !isKnown ? null : label;
    }
}
