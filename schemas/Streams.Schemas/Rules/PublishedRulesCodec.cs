using Streams.Schemas.Avro;

namespace Streams.Schemas.Rules;

/// <summary>Published rules as Avro (<c>rule_set.avsc</c>).</summary>
public static class PublishedRulesCodec
{
    /// <summary>Encodes a set.</summary>
    public static byte[] Encode(PublishedRules rules)
    {
        var writer = new AvroWriter();
        writer.Begin(SchemaIds.RuleSet);
        writer.Time(rules.EffectiveFrom);
        writer.Block(rules.Files.Count);
        foreach (var file in rules.Files)
        {
            writer.String(file.Path);
            writer.String(file.Text);
        }

        writer.End();
        return writer.ToArray();
    }

    /// <summary>Decodes a set; null where the bytes are none.</summary>
    public static PublishedRules? Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new AvroReader(bytes);
        if (!reader.Begin(SchemaIds.RuleSet))
        {
            return null;
        }

        var effectiveFrom = reader.Long();
        var files = new List<RuleFile>();
        for (var count = reader.Block(); count > 0; count = reader.Block())
        {
            for (; count > 0 && !reader.Failed; count--)
            {
                files.Add(new RuleFile(reader.String(), reader.String()));
            }
        }

        return reader.Failed ? null : new PublishedRules(new(effectiveFrom), files);
    }
}
