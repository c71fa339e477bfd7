using System.Diagnostics;

namespace Streams.Host.Tests;

/// <summary>The built command as a child process: what a user sees.</summary>
internal static class Cli
{
    public static (int Code, string Output, string Error) Run(string? input, IReadOnlyDictionary<string, string>? environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "streams.dll"), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet does not start");
        process.StandardInput.Write(input ?? "");
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }

    /// <summary>A file with a text, deleted with the returned object.</summary>
    public static TemporaryFile File(string text)
    {
        var file = new TemporaryFile();
        System.IO.File.WriteAllText(file.Path, text);
        return file;
    }

    internal sealed class TemporaryFile : IDisposable
    {
        public string Path { get; } = System.IO.Path.GetTempFileName();

        public void Dispose() => System.IO.File.Delete(Path);
    }
}
