using System.Security.Cryptography;
using System.Text;

namespace Streams.Models.Features;

/// <summary>The features of one kind of entity. A changed formula is a new set: its hash differs, and models of the old one are refused.</summary>
/// <param name="Name">The end of the topic's name.</param>
/// <param name="Kind">The kind of entity.</param>
/// <param name="Key">How the entity is written.</param>
/// <param name="Columns">The features, in the order of their values.</param>
public sealed record FeatureSet(string Name, string Kind, string Key, IReadOnlyList<FeatureColumn> Columns)
{
    private const int HashLength = 16;

    /// <summary>A hash of names, units, aspects and formulas: 16 hex digits.</summary>
    public string Hash { get; } = HashOf(Name, Columns);

    /// <summary>The values of a window.</summary>
    public float[] ValuesOf(FeaturePane pane)
    {
        var values = new float[Columns.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (float)Columns[i].Of(pane);
        }

        return values;
    }

    /// <summary>Where a feature stands; negative where the set has none of that name.</summary>
    public int IndexOf(string feature)
    {
        for (var i = 0; i < Columns.Count; i++)
        {
            if (Columns[i].Name == feature)
            {
                return i;
            }
        }

        return -1;
    }

    private static string HashOf(string name, IReadOnlyList<FeatureColumn> columns)
    {
        var text = new StringBuilder(name).Append('\n');
        foreach (var column in columns)
        {
            text.Append(column.Name).Append('\t').Append(column.Unit).Append('\t').Append(column.Aspect).Append('\t').Append(column.Formula).Append('\n');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..HashLength];
    }
}
