namespace Streams.Models.Vectors;

/// <summary>How counts are made comparable. Most features are small whole numbers: theirs stand in a table, made by the same function.</summary>
internal static class Logarithm
{
    private const int Known = 1_024;
    private static readonly float[] Table = [.. Enumerable.Range(0, Known).Select(n => MathF.Log(1 + n))];

    /// <summary>ln(1 + value), and 0 of what is below 0.</summary>
    public static float OfOneMore(float value) =>
        value is >= 0 and < Known && (int)value is var whole && whole == value ? Table[whole] : MathF.Log(1 + Math.Max(0, value));
}
