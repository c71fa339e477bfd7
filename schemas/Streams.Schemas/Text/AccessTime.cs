using Streams.Schemas.Events;

namespace Streams.Schemas.Text;

/// <summary>The time of access logs: <c>24/Nov/2026:10:00:01 +0000</c>.</summary>
internal static class AccessTime
{
    private const int Length = 26;

    /// <summary>Reads a whole text.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out Timestamp time)
    {
        time = Timestamp.Unknown;
        if (text.Length != Length || text[2] != '/' || text[6] != '/' || text[11] != ':' || text[14] != ':' || text[17] != ':' || text[20] != ' ')
        {
            return false;
        }

        var month = MonthName.Of(text[3..]);
        var civil = new CivilTime(
            (Rfc3339.Two(text[7..]) * 100) + Rfc3339.Two(text[9..]),
            month,
            Rfc3339.Two(text),
            Rfc3339.Two(text[12..]),
            Rfc3339.Two(text[15..]),
            Rfc3339.Two(text[18..]),
            0
        );
        if (!Rfc3339.TryOffset(text[21..], out var seconds) || !civil.TryUtc(out time))
        {
            time = Timestamp.Unknown;
            return false;
        }

        time -= seconds * Timestamp.Second;
        return true;
    }
}
