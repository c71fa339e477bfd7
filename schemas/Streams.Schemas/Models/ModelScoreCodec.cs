using Streams.Schemas.Avro;

namespace Streams.Schemas.Models;

/// <summary>Scores as Avro (<c>model_score.avsc</c>).</summary>
public static class ModelScoreCodec
{
    /// <summary>Encodes a score.</summary>
    public static byte[] Encode(ModelScore score, AvroWriter writer)
    {
        writer.Begin(SchemaIds.ModelScore);
        writer.String(score.Model);
        writer.Boolean(score.IsShadow);
        writer.String(score.Set);
        writer.String(score.SetHash);
        writer.String(score.Cluster);
        writer.String(score.Entity);
        writer.Time(score.WindowStart);
        writer.Time(score.WindowEnd);
        writer.Double(score.Score);
        writer.Double(score.Threshold);
        writer.Block(score.Contributions.Count);
        foreach (var contribution in score.Contributions)
        {
            writer.String(contribution.Name);
            writer.Double(contribution.Value);
            writer.Double(contribution.Typical);
            writer.Double(contribution.Contribution);
        }

        writer.End();
        return writer.ToArray();
    }

    /// <summary>Decodes a score; null where the bytes are none.</summary>
    public static ModelScore? Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new AvroReader(bytes);
        if (!reader.Begin(SchemaIds.ModelScore))
        {
            return null;
        }

        var score = new ModelScore
        {
            Model = reader.String(),
            IsShadow = reader.Boolean(),
            Set = reader.String(),
            SetHash = reader.String(),
            Cluster = reader.String(),
            Entity = reader.String(),
            WindowStart = new(reader.Long()),
            WindowEnd = new(reader.Long()),
            Score = reader.Double(),
            Threshold = reader.Double(),
            Contributions = Contributions(ref reader),
        };
        return reader.Failed ? null : score;
    }

    private static List<ScoreContribution> Contributions(ref AvroReader reader)
    {
        var contributions = new List<ScoreContribution>();
        for (var count = reader.Block(); count > 0; count = reader.Block())
        {
            for (; count > 0 && !reader.Failed; count--)
            {
                contributions.Add(new ScoreContribution(reader.String(), reader.Double(), reader.Double(), reader.Double()));
            }
        }

        return contributions;
    }
}
