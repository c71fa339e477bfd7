using System.Buffers.Text;
using Streams.Schemas.Text;

namespace Streams.Schemas.Json;

/// <summary>A whole number in JSON, however a relay wrote it: <c>200</c>, <c>"200"</c>, <c>200.0</c>, <c>2e2</c>.</summary>
internal static class JsonInteger
{
    /// <summary>Reads the digits of a number; false where it is no whole one.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out long number) => Words.TryNumber(text, out number) || TryFraction(text, out number);

    private static bool TryFraction(ReadOnlySpan<byte> text, out long number)
    {
        number = 0;
        if (
            text.IndexOfAny(".eE"u8) <= 0
            || !Utf8Parser.TryParse(text, out decimal value, out var used)
            || used != text.Length
            || value != decimal.Truncate(value)
            || value is < long.MinValue or > long.MaxValue
        )
        {
            return false;
        }

        number = (long)value;
        return true;
    }
}
