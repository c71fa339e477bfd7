using System.IO.Compression;
using ZstdSharp;

namespace Streams.Schemas.Parsing;

/// <summary>Opens a file of lines as it lies on a disk: plain, gzip (<c>.gz</c>), Zstandard (<c>.zst</c>), or standard input (<c>-</c>).</summary>
public static class LineFile
{
    /// <summary>The name of standard input.</summary>
    public const string StandardInput = "-";

    /// <summary>Opens it for reading.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static Stream Open(string path)
    {
        if (path == StandardInput)
        {
            return Console.OpenStandardInput();
        }

        var file = File.OpenRead(path);
        return path switch
        {
            _ when path.EndsWith(".gz", StringComparison.Ordinal) => new GZipStream(file, CompressionMode.Decompress),
            _ when path.EndsWith(".zst", StringComparison.Ordinal) => new DecompressionStream(file, leaveOpen: false),
            _ => file,
        };
    }

    /// <summary>Whether there is something to open.</summary>
    public static bool Exists(string path) => path == StandardInput || File.Exists(path);
}
