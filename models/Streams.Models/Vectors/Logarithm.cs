using System.Runtime.CompilerServices;

namespace Streams.Models.Vectors;

/// <summary>How counts are made comparable. Most features are small whole numbers: theirs stand in a table, made by the same function.</summary>
internal static class Logarithm
{
    private const int Known = 1_024;
    private static readonly float[] Table = [.. Enumerable.Range(0, Known).Select(n => MathF.Log(1 + n))];

    /// <summary>ln(1 + value), and 0 of what is below 0.</summary>
    public static float OfOneMore(float value) => OfOneMore(value, Table);

    /// <summary>ln(1 + value) of each column less its mean, by its scale; of what is below 0 as of 0.</summary>
    public static void Standardise(
        ReadOnlySpan<float> values,
        ReadOnlySpan<int> columns,
        ReadOnlySpan<float> means,
        ReadOnlySpan<float> scales,
        Span<float> features
    )
    {
        ReadOnlySpan<float> table = Table;
        for (var i = 0; i < columns.Length && i < means.Length && i < scales.Length && i < features.Length; i++)
        {
            features[i] = (OfOneMore(values[columns[i]], table) - means[i]) * scales[i];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float OfOneMore(float value, ReadOnlySpan<float> table) =>
        (int)value is var whole && (uint)whole < (uint)table.Length && whole == value ? table[whole] : MathF.Log(1 + Math.Max(0, value));
}
