namespace Streams.Schemas.Text;

/// <summary>
/// Letters that stand for an offset wherever the time zone database prints them. Others stand for several (<c>CST</c> is Chicago's and Shanghai's,
/// <c>IST</c> Kolkata's, Dublin's and Jerusalem's, <c>PST</c> Los Angeles' and Manila's): they are zones, and say nothing.
/// </summary>
internal static class ZoneNames
{
    private const int Unknown = int.MinValue;

    private static readonly (byte[] Letters, int Minutes)[] Rows =
    [
        Row("GMT", 0),
        Row("WET", 0),
        Row("WEST", 60),
        Row("BST", 60),
        Row("CET", 60),
        Row("CEST", 120),
        Row("EET", 120),
        Row("EEST", 180),
        Row("MSK", 180),
        Row("WAT", 60),
        Row("CAT", 120),
        Row("SAST", 120),
        Row("EAT", 180),
        Row("PKT", 300),
        Row("WIB", 420),
        Row("WITA", 480),
        Row("HKT", 480),
        Row("WIT", 540),
        Row("JST", 540),
        Row("KST", 540),
        Row("AWST", 480),
        Row("ACST", 570),
        Row("ACDT", 630),
        Row("AEST", 600),
        Row("AEDT", 660),
        Row("NZST", 720),
        Row("NZDT", 780),
        Row("NST", -210),
        Row("NDT", -150),
        Row("AST", -240),
        Row("ADT", -180),
        Row("EST", -300),
        Row("EDT", -240),
        Row("CDT", -300),
        Row("MST", -420),
        Row("MDT", -360),
        Row("PDT", -420),
        Row("AKST", -540),
        Row("AKDT", -480),
        Row("HST", -600),
        Row("CST", Unknown),
        Row("IST", Unknown),
        Row("PST", Unknown),
    ];

    /// <summary>Whether the letters are a zone; <paramref name="offset"/>: its seconds, null where the letters stand for several.</summary>
    public static bool TryFind(ReadOnlySpan<byte> letters, out int? offset)
    {
        offset = null;
        if (letters.Length is < 3 or > 4)
        {
            return false;
        }

        foreach (var row in Rows)
        {
            if (letters.SequenceEqual(row.Letters))
            {
                offset = row.Minutes == Unknown ? null : row.Minutes * 60;
                return true;
            }
        }

        return false;
    }

    private static (byte[] Letters, int Minutes) Row(string letters, int minutes) => (System.Text.Encoding.ASCII.GetBytes(letters), minutes);
}
