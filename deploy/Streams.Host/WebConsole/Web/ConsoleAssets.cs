using System.Collections.Frozen;
using System.Security.Cryptography;

namespace Streams.Host.WebConsole.Web;

/// <summary>The console's files, embedded in the program.</summary>
internal static class ConsoleAssets
{
    private const string Prefix = "console/";

    /// <summary>The files by their path under <c>/console/</c>.</summary>
    public static FrozenDictionary<string, ConsoleAsset> All { get; } = Load();

    private static FrozenDictionary<string, ConsoleAsset> Load()
    {
        var assembly = typeof(ConsoleAssets).Assembly;
        var assets = new Dictionary<string, ConsoleAsset>(StringComparer.Ordinal);
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(name)!; // the name is the assembly's own
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            assets.Add(name[Prefix.Length..], new ConsoleAsset(bytes, TypeOf(name), $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))[..16]}\""));
        }

        return assets.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static string TypeOf(string name) =>
        Path.GetExtension(name) switch
        {
            ".html" => "text/html; charset=utf-8",
            ".css" => "text/css; charset=utf-8",
            ".js" => "text/javascript; charset=utf-8",
            ".svg" => "image/svg+xml",
            _ => "application/octet-stream",
        };
}
