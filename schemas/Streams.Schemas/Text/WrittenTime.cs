using System.Text;
using Streams.Schemas.Events;

namespace Streams.Schemas.Text;

/// <summary>A time as a person writes it: RFC 3339; a day alone is its first moment, and without an offset it is UTC. What could be two times is none.</summary>
public static class WrittenTime
{
    private const string Midnight = "T00:00:00Z";

    /// <summary>Reads one.</summary>
    public static bool TryParse(string text, out Timestamp time) =>
        Rfc3339.TryParse(Encoding.UTF8.GetBytes(text.Length == "yyyy-MM-dd".Length ? text + Midnight : text), TimeZoneInfo.Utc, out time);
}
