using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Streams.Detections.Matching;

/// <summary>Numbers that are whole are kept as whole numbers, so that <c>1</c>, <c>1.0</c> and <c>1e0</c> are one number to every rule.</summary>
internal static class JsonNumbers
{
    private const double MaxExact = 9_007_199_254_740_992;
    private const int MaxDigits = 20;

    /// <summary>Whether a number is a whole one that is written with a point or an exponent.</summary>
    public static bool TryWhole(ReadOnlySpan<byte> number, out long whole)
    {
        whole = 0;
        if (
            !number.ContainsAny(".eE"u8)
            || !Utf8Parser.TryParse(number, out double value, out var used)
            || used != number.Length
            || value != Math.Floor(value)
            || Math.Abs(value) > MaxExact
        )
        {
            return false;
        }

        whole = (long)value;
        return true;
    }

    /// <summary>Keeps a number's text.</summary>
    public static (int Start, int Length) Copy(ReadOnlySpan<byte> number, SlotTable table)
    {
        if (!TryWhole(number, out var whole))
        {
            return table.Copy(number);
        }

        whole.TryFormat(table.Reserve(MaxDigits), out var length, default, CultureInfo.InvariantCulture);
        return (table.Keep(length), length);
    }

    /// <summary>The plain text of a rule's number; null where that is as written.</summary>
    public static string? Plain(string number) => TryWhole(Encoding.UTF8.GetBytes(number), out var whole) ? whole.ToString(CultureInfo.InvariantCulture) : null;

    /// <summary>A rule's number that is not whole; null where it is none.</summary>
    public static double? Fraction(string number) =>
        number.Contains('.', StringComparison.Ordinal)
        && double.TryParse(
            number,
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
            CultureInfo.InvariantCulture,
            out var value
        )
            ? value
            : null;
}
