using Streams.Schemas.Json;

namespace Streams.Schemas.Envelopes;

/// <summary>
/// Where a line stands in Fluent Bit's record: under its own name, under one that a <c>modify</c> filter gave it,
/// or with its stream in the object that a <c>nest</c> filter made.
/// </summary>
/// <param name="Line">The line, or none: then the application's keys were merged into the record.</param>
/// <param name="Holder">The object that the line's stream and partial mark stand in: the record, or one below it.</param>
internal readonly record struct FluentBitLine(int Line, int Holder)
{
    private const int Record = 0;
    private const int MostNested = 16;

    /// <summary>Members that Fluent Bit, its filters and the usual <c>record_modifier</c> add.</summary>
    private static readonly OriginName[] Added = ProgramRecord.Names(
        "@timestamp",
        "date",
        "time",
        "stream",
        "_p",
        "logtag",
        "kubernetes",
        "docker",
        "tag",
        "fluentbit_tag",
        "key",
        "path",
        "filename",
        "file",
        "host",
        "hostname",
        "log",
        "cluster",
        "cluster_name",
        "cluster_id",
        "environment",
        "env",
        "region"
    );

    /// <summary>Finds it.</summary>
    public static FluentBitLine Of(JsonOutline outline)
    {
        var line = outline.Find("log"u8);
        if (line == JsonOutline.None && !outline.Has("_p"u8) && outline.Find("message"u8) is var message && outline.IsString(message))
        {
            line = message;
        }

        if (line == JsonOutline.None && outline.Find("MESSAGE"u8) is var entry && outline.IsString(entry) && IsOfJournal(outline))
        {
            line = entry;
        }

        if (line != JsonOutline.None && !outline.IsObject(line))
        {
            return new(line, Record);
        }

        var only = line == JsonOutline.None ? Foreign(outline) : line;
        if (outline.IsString(only))
        {
            return new(only, Record);
        }

        var nested = outline.Find(only, "log"u8, "message"u8);
        return outline.IsString(nested) && IsNested(outline, only) ? new(nested, only) : new(line, Record);
    }

    /// <summary>The object that <c>Merge_Log_Key</c> keeps the application's keys in: the only member that is not the shipper's.</summary>
    public static int MergedUnder(JsonOutline outline) => Foreign(outline) is var only && outline.IsObject(only) ? only : JsonOutline.None;

    /// <summary>A member that stands beside the line: where the line stands, else in the record.</summary>
    public int Beside(JsonOutline outline, ReadOnlySpan<byte> name) =>
        outline.Find(Holder, name) is not JsonOutline.None and var own ? own : outline.Find(Record, name);

    /// <summary>Docker's journald driver, read by the input <c>systemd</c>.</summary>
    private static bool IsOfJournal(JsonOutline outline) => outline.Has("CONTAINER_NAME"u8) || outline.Has("CONTAINER_ID_FULL"u8);

    /// <summary>The only member that neither Fluent Bit nor its filters add.</summary>
    private static int Foreign(JsonOutline outline)
    {
        var only = JsonOutline.None;
        var isFlat = KubernetesNames.IsFlat(outline);
        var hasOwn = outline.Has("kubernetes"u8);
        for (var node = outline.First(Record); node != JsonOutline.None; node = outline.Next(node))
        {
            var name = outline.Name(node);
            if (OriginName.IsOf(Added, name) || KubernetesNames.IsMetadata(name, isFlat) || (!hasOwn && PodBlock.IsOne(outline, node)))
            {
                continue;
            }

            if (only != JsonOutline.None)
            {
                return JsonOutline.None;
            }

            only = node;
        }

        return only;
    }

    /// <summary>
    /// Whether a filter nested what stands in the object: all of it is the shipper's, and none of it is left outside.
    /// What an application wrote stands beside a stream that is.
    /// </summary>
    private static bool IsNested(JsonOutline outline, int holder)
    {
        var count = 0;
        for (var node = outline.First(holder); node != JsonOutline.None; node = outline.Next(node))
        {
            var name = outline.Name(node);
            var isShippers = name.SequenceEqual("message"u8) || (OriginName.IsOf(Added, name) && !name.SequenceEqual("kubernetes"u8));
            if (!isShippers || ++count > MostNested || (outline.Find(Record, name) is not JsonOutline.None and var outside && outside != holder))
            {
                return false;
            }
        }

        return true;
    }
}
