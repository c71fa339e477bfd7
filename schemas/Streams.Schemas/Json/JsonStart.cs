namespace Streams.Schemas.Json;

/// <summary>Tells by the first bytes what a JSON text is.</summary>
internal static class JsonStart
{
    /// <summary>Whether the text begins as an object does.</summary>
    public static bool IsObject(ReadOnlySpan<byte> text) => First(text) == '{';

    /// <summary>The first byte that is no white space; 0 where there is none.</summary>
    public static byte First(ReadOnlySpan<byte> text)
    {
        if (!text.IsEmpty && text[0] > ' ')
        {
            return text[0];
        }

        var start = text.IndexOfAnyExcept(" \t\r\n"u8);
        return start < 0 ? (byte)0 : text[start];
    }
}
