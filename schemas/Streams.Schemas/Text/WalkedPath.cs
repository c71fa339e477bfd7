using Streams.Schemas.Events;

namespace Streams.Schemas.Text;

/// <summary>
/// A path as it is walked: without empty steps and <c>.</c>, with <c>..</c> taken back, and without the detour over the process' own root (<c>/proc/self/root</c>).
/// A program spells a path as it likes; rules look at where it leads. How it was spelt stays in <see cref="Field.FileDescriptorName"/>. Links are not followed.
/// </summary>
internal static class WalkedPath
{
    private const int OnStack = 1_024;

    /// <summary>Makes the path of the event the walked one.</summary>
    public static void Settle(FieldSet fields)
    {
        var path = fields.Text(Field.FilePath);
        if (path.IsEmpty || path[0] != '/' || IsPlain(path))
        {
            return;
        }

        Span<byte> walked = path.Length <= OnStack ? stackalloc byte[OnStack] : new byte[path.Length];
        var length = Walk(path, walked);
        fields.Replace(Field.FilePath, WithoutDetour(walked[..length]));
    }

    private static bool IsPlain(ReadOnlySpan<byte> path) =>
        path.IndexOf("//"u8) < 0 && path.IndexOf("/."u8) < 0 && !path.StartsWith("/proc/self/root/"u8) && !path.StartsWith("/proc/thread-self/root/"u8);

    private static int Walk(ReadOnlySpan<byte> path, Span<byte> into)
    {
        var length = 0;
        foreach (var range in path.Split((byte)'/'))
        {
            var step = path[range];
            if (step.IsEmpty || step.SequenceEqual("."u8))
            {
                continue;
            }

            if (step.SequenceEqual(".."u8))
            {
                length = Math.Max(0, into[..length].LastIndexOf((byte)'/'));
                continue;
            }

            into[length++] = (byte)'/';
            step.CopyTo(into[length..]);
            length += step.Length;
        }

        return length;
    }

    private static ReadOnlySpan<byte> WithoutDetour(ReadOnlySpan<byte> path)
    {
        while (path.StartsWith("/proc/self/root/"u8) || path.StartsWith("/proc/thread-self/root/"u8))
        {
            path = path[(path.IndexOf("/root/"u8) + "/root"u8.Length)..];
        }

        return path.IsEmpty ? "/"u8 : path;
    }
}
