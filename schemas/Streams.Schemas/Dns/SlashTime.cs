using Streams.Schemas.Events;
using Streams.Schemas.Text;

namespace Streams.Schemas.Dns;

/// <summary>The clock of Go's log package: <c>2026/11/24 10:00:01</c>.</summary>
internal static class SlashTime
{
    /// <summary>The time, or <see cref="Timestamp.Unknown"/>.</summary>
    public static Timestamp Of(ReadOnlySpan<byte> text, TimeZoneInfo zone)
    {
        Span<byte> dashed = stackalloc byte[19];
        text.CopyTo(dashed);
        (dashed[4], dashed[7]) = ((byte)'-', (byte)'-');
        return Rfc3339.TryParse(dashed, zone, out var time) ? time : Timestamp.Unknown;
    }
}
