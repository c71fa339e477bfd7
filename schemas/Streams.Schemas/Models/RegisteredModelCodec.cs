using Streams.Schemas.Avro;

namespace Streams.Schemas.Models;

/// <summary>Registered models as Avro (<c>model.avsc</c>).</summary>
public static class RegisteredModelCodec
{
    /// <summary>Encodes a model.</summary>
    public static byte[] Encode(RegisteredModel model)
    {
        var writer = new AvroWriter();
        writer.Begin(SchemaIds.Model);
        writer.String(model.Name);
        writer.Long(model.Version);
        writer.String(model.Hash);
        writer.Bytes(model.Artefact);
        writer.String(model.Evaluation);
        return writer.ToArray();
    }

    /// <summary>Decodes a model; null where the bytes are none.</summary>
    public static RegisteredModel? Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new AvroReader(bytes);
        if (!reader.Begin(SchemaIds.Model))
        {
            return null;
        }

        var (name, version) = (reader.String(), reader.Long());
        var model = new RegisteredModel(name, (int)Math.Clamp(version, 0, int.MaxValue), reader.String(), reader.Bytes().ToArray(), reader.String());
        return reader.Failed || version is < 1 or > int.MaxValue ? null : model;
    }
}
