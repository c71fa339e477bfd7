using System.CommandLine;
using Streams.Engine.State;

namespace Streams.Host.Commands;

/// <summary>Runs a command and turns its failures into one line and an exit code.</summary>
internal static class CommandRunner
{
    /// <summary>A little more than the engine takes at most to stop cleanly.</summary>
    private static readonly TimeSpan StopsWithin = TimeSpan.FromSeconds(15);

    public static async Task<int> RunAsync(ParseResult parsed)
    {
        try
        {
            return await parsed
                .InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = StopsWithin })
                .ConfigureAwait(false);
        }
        catch (UsageException e)
        {
            await Console.Error.WriteLineAsync(e.Message).ConfigureAwait(false);
            return ExitCode.Usage;
        }
        catch (Exception e)
            when (e
                    is EnvironmentException
                        or StateDirectoryInUseException
                        or Streams.Engine.Topics.StartCheckException
                        or IOException
                        or UnauthorizedAccessException
                        or Confluent.Kafka.KafkaException
                        or Streams.Models.Scoring.ModelArtefactException
            )
        {
            await Console.Error.WriteLineAsync(e.Message).ConfigureAwait(false);
            return ExitCode.Environment;
        }
    }
}
