using System.Diagnostics;

namespace Streams.EndToEnd.Tests.Servers;

/// <summary>A command of <c>streams</c> that ends by itself.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What it wrote, both streams.</param>
internal sealed record StreamsCommand(int ExitCode, string Output)
{
    public static async Task<StreamsCommand> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "streams.dll"), .. arguments])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!; // it is started, or it throws
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new StreamsCommand(process.ExitCode, await output + await error);
    }
}
