using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Streams.Host.Supervision;

/// <summary>
/// This program once more, with <c>--no-supervise</c>, as a child. Its standard input is a pipe that ends with the parent,
/// so that a child never outlives a parent that was killed.
/// </summary>
internal sealed partial class ServiceProcess : ISupervised
{
    private const string SupervisedVariable = "STREAMS_SUPERVISED";
    private const int Sigterm = 15;
    private readonly Process _process;

    private ServiceProcess(Process process) => this._process = process;

    public static ISupervised Start(RestartCounts counts)
    {
        var program = Environment.ProcessPath ?? throw new InvalidOperationException("this process has no path");
        var arguments = Environment.GetCommandLineArgs();
        // Started as `dotnet streams.dll`, the first argument is the dll.
        var start = new ProcessStartInfo(program, [.. Path.GetFileNameWithoutExtension(program) == "dotnet" ? arguments : arguments[1..], "--no-supervise"])
        {
            RedirectStandardInput = true,
        };
        start.Environment[SupervisedVariable] = "1";
        start.Environment[RestartCounts.Variable] = counts.ToString();
        return new ServiceProcess(Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start"));
    }

    /// <summary>In the child: also cancelled when the parent is gone.</summary>
    public static CancellationToken WithParent(CancellationToken cancel)
    {
        if (Environment.GetEnvironmentVariable(SupervisedVariable) is null)
        {
            return cancel;
        }

        var either = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var watch = new Thread(() =>
        {
            using var input = Console.OpenStandardInput();
            while (input.ReadByte() >= 0) { }

            either.Cancel();
        })
        {
            IsBackground = true,
            Name = "parent-watch",
        };
        watch.Start();
        return either.Token;
    }

    public void Terminate()
    {
        if (!_process.HasExited)
        {
            _ = Kill(_process.Id, Sigterm);
        }
    }

    public async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync().ConfigureAwait(false);
        return _process.ExitCode;
    }

    public void Dispose() => _process.Dispose();

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
