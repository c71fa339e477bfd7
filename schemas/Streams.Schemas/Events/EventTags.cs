namespace Streams.Schemas.Events;

/// <summary>The values of the field <c>tags</c>: what about an event is not as it should be.</summary>
internal static class EventTags
{
    /// <summary>Two blocks of metadata, one of which the application may have written: neither is believed.</summary>
    public static ReadOnlySpan<byte> MetadataConflict => "metadata_conflict"u8;

    /// <summary>The API server left bodies out to keep its limit, or a relay cut the record.</summary>
    public static ReadOnlySpan<byte> Truncated => "truncated"u8;

    /// <summary>The message was left out on the way: <c>journalctl</c> without <c>-a</c> drops fields over 4,096 bytes.</summary>
    public static ReadOnlySpan<byte> MessageMissing => "message_missing"u8;

    /// <summary>A sensor's row came as text alone, without the fields that say whose process it was.</summary>
    public static ReadOnlySpan<byte> FieldsMissing => "fields_missing"u8;

    /// <summary>The line names a program that the kernel says did not write it.</summary>
    public static ReadOnlySpan<byte> ClaimedProgram => "claimed_program"u8;

    /// <summary>One of several records of Linux audit that are one event: the others came, or come, in values of their own.</summary>
    public static ReadOnlySpan<byte> PartOfEvent => "part_of_event"u8;
}
