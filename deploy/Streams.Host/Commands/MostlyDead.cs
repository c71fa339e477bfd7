using Streams.Schemas.Parsing;

namespace Streams.Host.Commands;

/// <summary>A source most of whose elements cannot be read is most likely not the source that it was given as: the command says so, and fails.</summary>
internal static class MostlyDead
{
    /// <summary>The exit code; where most is dead, the reason of the first goes to standard error.</summary>
    public static int Report(LineCounts counts, string source, string? firstDead) => Report(counts.Dead, counts.In, source, firstDead);

    /// <summary>As above, for an counts.</summary>
    public static int Report(long dead, long all, string source, string? firstDead)
    {
        if (dead * 2 <= all)
        {
            return ExitCode.Ok;
        }

        Console.Error.WriteLine($"{source}: {dead} of {all} elements cannot be read; the first: {firstDead} (streams sources identify FILE says what it is)");
        return ExitCode.Failed;
    }
}
