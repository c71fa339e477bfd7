using Streams.Schemas.Events;
using Streams.Schemas.Sources;

namespace Streams.Schemas.Tests.Fuzz;

/// <summary>The golden samples as seeds, so that a fuzz run begins in every envelope, batch, coding and dialect that there is a sample of.</summary>
internal static class GoldenSeeds
{
    private const int Longest = 8_000;

    /// <summary>The records of a source's samples.</summary>
    public static IEnumerable<byte[]> Of(EventSource source) =>
        Directory
            .EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "samples"), $"input.{source.Name()}.*", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "forms"), $"*.{source.Name()}.txt"))
            .Order(StringComparer.Ordinal)
            .SelectMany(Records)
            .Where(record => record.Length is > 0 and < Longest);

    private static IEnumerable<byte[]> Records(string path)
    {
        var bytes = File.ReadAllBytes(path);
        if (path.EndsWith(".bin", StringComparison.Ordinal))
        {
            yield return bytes;
            yield break;
        }

        for (var start = 0; start < bytes.Length; )
        {
            var length = Array.IndexOf(bytes, (byte)'\n', start) is >= 0 and var end ? end - start : bytes.Length - start;
            yield return bytes[start..(start + length)];
            start += length + 1;
        }
    }
}
