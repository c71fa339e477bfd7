using System.Diagnostics;

namespace Streams.Engine.Tests;

/// <summary>The test host as a child process, so that it can be killed.</summary>
internal sealed class ChildEngine : IDisposable
{
    private readonly Process process;
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> errors = [];

    public ChildEngine(params string[] arguments)
        : this(new Dictionary<string, string>(), arguments)
    {
    }

    /// <param name="environment">Variables of the test host, without their <c>STREAMS_TEST_</c>.</param>
    /// <param name="arguments">Its arguments.</param>
    public ChildEngine(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var host = Path.Combine(AppContext.BaseDirectory, "Streams.Engine.TestHost.dll");
        var start = new ProcessStartInfo("dotnet", [host, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
        {
            start.Environment["STREAMS_TEST_" + name] = value;
        }

        process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data == "ready")
            {
                ready.TrySetResult();
            }
        };
        process.ErrorDataReceived += (_, line) =>
        {
            lock (errors)
            {
                errors.Add(line.Data ?? "");
            }
        };
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Task Ready => ready.Task;

    public bool HasExited => process.HasExited;

    public string Errors
    {
        get
        {
            lock (errors)
            {
                return string.Join('\n', errors);
            }
        }
    }

    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    public void Signal(string name)
    {
        using var kill = Process.Start("/bin/kill", ["-" + name, process.Id.ToString()]);
        kill.WaitForExit();
    }

    public async Task<int> TerminateAsync()
    {
        Signal("TERM");
        return await ExitAsync();
    }

    public async Task<int> ExitAsync()
    {
        await process.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token);
        return process.ExitCode;
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            Kill();
        }

        process.Dispose();
    }
}
