using System.Diagnostics;

namespace Streams.Dashboards.Tests.Servers;

/// <summary>A program that is run to its end.</summary>
internal static class Tool
{
    /// <summary>Runs it; skips the calling test, saying so, where it is missing.</summary>
    public static (int Code, string Output) RunOrSkip(string program, string package, string folder, params string[] arguments)
    {
        Assert.SkipUnless(Connectors.Sinks.Tests.Servers.DebianServer.IsThere(program), $"no {program}: install Debian's package {package}");
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.Result);
    }
}
