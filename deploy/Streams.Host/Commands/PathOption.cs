using System.CommandLine;

namespace Streams.Host.Commands;

/// <summary>Options that name a file or a folder. An empty one is a variable of the shell that was not set, never the folder one stands in.</summary>
internal static class PathOption
{
    /// <summary>What was written.</summary>
    /// <exception cref="UsageException">Nothing was.</exception>
    public static T Of<T>(ParseResult parsed, Option<T> option) =>
        parsed.GetValue(option) switch
        {
            string path when string.IsNullOrWhiteSpace(path) => throw new UsageException($"{option.Name} is empty: name a file or a folder"),
            var path => path!, // a required option has a value, another may be null
        };

    /// <summary>A folder that is there or can be made.</summary>
    /// <exception cref="UsageException">It is a file, or nothing was written.</exception>
    public static T Folder<T>(ParseResult parsed, Option<T> option) =>
        Of(parsed, option) is string path && File.Exists(path)
            ? throw new UsageException($"{option.Name} {path}: that is a file; name a folder")
            : Of(parsed, option);

    /// <summary>A file to write, whose folder is there.</summary>
    /// <exception cref="UsageException">It cannot be written there, or nothing was written.</exception>
    public static T Written<T>(ParseResult parsed, Option<T> option) =>
        Of(parsed, option) is not string path ? Of(parsed, option)
        : Directory.Exists(path) ? throw new UsageException($"{option.Name} {path}: that is a folder; name a file")
        : Path.GetDirectoryName(path) is { Length: > 0 } folder && !Directory.Exists(folder)
            ? throw new UsageException($"{option.Name} {path}: there is no folder {folder}; make it, or name another")
        : Of(parsed, option);
}
