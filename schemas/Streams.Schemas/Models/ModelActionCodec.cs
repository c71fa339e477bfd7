using Streams.Schemas.Avro;

namespace Streams.Schemas.Models;

/// <summary>Actions as Avro (<c>model_action.avsc</c>).</summary>
public static class ModelActionCodec
{
    private static readonly string[] Names = ["register", "shadow", "promote", "rollback", "withdraw"];

    /// <summary>The name of a kind.</summary>
    public static string NameOf(ModelActionKind kind) => Names[(int)kind];

    /// <summary>Encodes an action.</summary>
    public static byte[] Encode(ModelAction action)
    {
        var writer = new AvroWriter();
        writer.Begin(SchemaIds.ModelAction);
        writer.String(NameOf(action.Kind));
        writer.String(action.Name);
        writer.Long(action.Version);
        writer.String(action.Hash);
        writer.Time(action.EffectiveFrom);
        writer.String(action.By);
        writer.String(action.Note);
        return writer.ToArray();
    }

    /// <summary>Decodes an action; null where the bytes are none, or one that this program does not know.</summary>
    public static ModelAction? Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new AvroReader(bytes);
        if (!reader.Begin(SchemaIds.ModelAction))
        {
            return null;
        }

        var (kind, name, version) = (Array.IndexOf(Names, reader.String()), reader.String(), reader.Long());
        var action = new ModelAction(
            (ModelActionKind)kind,
            name,
            (int)Math.Clamp(version, 0, int.MaxValue),
            reader.String(),
            reader.Time(),
            reader.String(),
            reader.String()
        );
        return reader.Failed || kind < 0 || version is < 1 or > int.MaxValue ? null : action;
    }
}
