using Streams.Schemas.Avro;
using Streams.Schemas.Events;

namespace Streams.Schemas.Explanations;

/// <summary>Explanations within other records (<c>Explanation</c> in <c>alert.avsc</c>).</summary>
public static class ExplanationCodec
{
    private const long None = long.MinValue;

    /// <summary>Writes one, or that there is none.</summary>
    public static void WriteOptional(Explanation? explanation, AvroWriter writer)
    {
        writer.Long(explanation is null ? 0 : 1);
        if (explanation is not null)
        {
            Write(explanation, writer);
        }
    }

    /// <summary>Reads one; null where there is none.</summary>
    public static Explanation? ReadOptional(scoped ref AvroReader reader) => reader.Code(2) == 1 ? Read(ref reader) : null;

    /// <summary>Writes one.</summary>
    public static void Write(Explanation explanation, AvroWriter writer)
    {
        writer.Double(explanation.Score);
        writer.Double(explanation.Threshold);
        writer.String(explanation.Unit);
        writer.String(explanation.SetHash);
        writer.OptionalTime(explanation.Since ?? Timestamp.Unknown);
        writer.Double(explanation.Base);
        writer.Double(explanation.Rest);
        writer.Block(explanation.Items.Count);
        foreach (var item in explanation.Items)
        {
            Write(item, writer);
        }

        writer.End();
        writer.String(explanation.Counterfactual);
    }

    /// <summary>Reads one.</summary>
    public static Explanation Read(scoped ref AvroReader reader) =>
        new()
        {
            Score = reader.Number(),
            Threshold = reader.Number(),
            Unit = reader.String(),
            SetHash = reader.String(),
            Since = reader.OptionalTime() is { IsKnown: true } since ? since : null,
            Base = reader.Number(),
            Rest = reader.Number(),
            Items = ReadItems(ref reader),
            Counterfactual = reader.String(),
        };

    private static void Write(ExplanationItem item, AvroWriter writer)
    {
        writer.String(item.Name);
        writer.Double(item.Value);
        writer.Double(item.Contribution);
        writer.OptionalDouble(item.Typical);
        writer.OptionalString(item.Text);
        writer.OptionalLong(item.Sightings);
        writer.OptionalLong(item.Once);
        writer.OptionalLong(item.Others);
    }

    private static List<ExplanationItem> ReadItems(scoped ref AvroReader reader)
    {
        var items = new List<ExplanationItem>();
        for (var count = reader.Block(); count > 0; count = reader.Block())
        {
            for (; count > 0 && !reader.Failed; count--)
            {
                items.Add(
                    new ExplanationItem(reader.String(), reader.Number(), reader.Number())
                    {
                        Typical = reader.OptionalNumber(),
                        Text = reader.OptionalString(),
                        Sightings = Count(reader.OptionalLong(None)),
                        Once = Count(reader.OptionalLong(None)),
                        Others = Count(reader.OptionalLong(None)),
                    }
                );
            }
        }

        return items;
    }

    private static long? Count(long number) => number == None ? null : number;
}
