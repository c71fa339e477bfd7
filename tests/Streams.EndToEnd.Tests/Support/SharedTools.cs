using System.Diagnostics;

namespace Streams.EndToEnd.Tests.Support;

/// <summary>What lies beside the checkout, and programs of the machine.</summary>
internal static class SharedTools
{
    /// <summary>A path under <c>shared/</c>; skips the calling test, saying so, where it is absent.</summary>
    public static string PathOrSkip(string relative)
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var candidate = Path.Combine(at.FullName, "shared", relative);
            if (Path.Exists(candidate))
            {
                return candidate;
            }
        }

        Assert.Skip($"shared/{relative} does not lie beside the checkout");
        return "";
    }

    /// <summary>Runs a program to its end.</summary>
    public static (int Code, string Output) Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })
            ?? throw new InvalidOperationException($"{program} does not start");
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.Result);
    }
}
