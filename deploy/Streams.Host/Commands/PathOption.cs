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
}
