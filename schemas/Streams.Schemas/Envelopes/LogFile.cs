using Streams.Schemas.Json;

namespace Streams.Schemas.Envelopes;

/// <summary>
/// Where shippers without an envelope of their own say which file they read: a path, or a tag made of one.
/// Only what lies where container logs lie counts: an application's key of that name is a path of its own.
/// </summary>
internal static class LogFile
{
    private static readonly OriginName[] Paths = ProgramRecord.Names("path", "filename", "file", "file_path", "log.file.path", "log_file");
    private static readonly OriginName[] Tags = ProgramRecord.Names("tag", "fluentbit_tag");

    /// <summary>The object's members say which file it was, unless something surer did.</summary>
    public static void Claim(Element element, JsonOutline outline)
    {
        foreach (var name in Paths)
        {
            if (outline.Text(name.Name) is { Length: > 0 } path && IsContainers(path))
            {
                element.ClaimFile(path);
                return;
            }
        }

        foreach (var name in Tags)
        {
            if (outline.Text(name.Name) is { Length: > 0 } tag && InTag(tag) is { IsEmpty: false } file)
            {
                element.ClaimFile(file);
                return;
            }
        }
    }

    /// <summary>The file's name in a tag that Fluent Bit's or Fluentd's <c>tail</c> made of its path; empty where there is none.</summary>
    public static ReadOnlySpan<byte> InTag(ReadOnlySpan<byte> tag)
    {
        var path = tag.IndexOf("var.log.containers."u8);
        return path < 0 ? default : tag[(path + "var.log.containers.".Length)..];
    }

    private static bool IsContainers(ReadOnlySpan<byte> path)
    {
        path = path is [_, (byte)':', .. var behind] ? behind : path;
        return Begins(path, "/var/log/containers/"u8) || Begins(path, "/var/log/pods/"u8) || Begins(path, "/var/lib/docker/containers/"u8);
    }

    private static bool Begins(ReadOnlySpan<byte> path, ReadOnlySpan<byte> folder)
    {
        if (path.Length < folder.Length)
        {
            return false;
        }

        for (var i = 0; i < folder.Length; i++)
        {
            if (path[i] != folder[i] && !(path[i] == '\\' && folder[i] == '/'))
            {
                return false;
            }
        }

        return true;
    }
}
