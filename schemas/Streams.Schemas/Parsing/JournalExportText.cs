namespace Streams.Schemas.Parsing;

/// <summary>Tells the journal's export format by its first field.</summary>
internal static class JournalExportText
{
    /// <summary>Whether a text begins as an entry does.</summary>
    public static bool Begins(ReadOnlySpan<byte> text) => text.StartsWith("__CURSOR="u8) || text.StartsWith("__REALTIME_TIMESTAMP="u8);
}
