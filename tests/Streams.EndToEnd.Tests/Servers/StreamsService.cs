using System.Diagnostics;

namespace Streams.EndToEnd.Tests.Servers;

/// <summary><c>streams run</c> (or another command that serves) as a child process, so that it can be stopped and killed.</summary>
internal sealed class StreamsService : IDisposable
{
    /// <summary>How long a test waits before it fails: what a machine ten times slower than ours takes.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private bool _isDisposed;
    private readonly Process _process;
    private readonly TaskCompletionSource<string> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> _output = [];

    private StreamsService(string command, string configuration, bool supervised, string? program)
    {
        var start = new ProcessStartInfo(
            "dotnet",
            [
                program ?? Path.Combine(AppContext.BaseDirectory, "streams.dll"),
                command,
                "--config",
                configuration,
                .. supervised || command != "run" ? Array.Empty<string>() : ["--no-supervise"],
            ]
        )
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Take(line.Data);
        _process.ErrorDataReceived += (_, line) => Take(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>What it has written, both streams.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return string.Join('\n', _output);
            }
        }
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>Starts it.</summary>
    /// <param name="configuration">Its file.</param>
    /// <param name="supervised">Whether with the parent that starts it again.</param>
    /// <param name="command">The command.</param>
    /// <param name="program">A <c>streams.dll</c> of another version; null: the one under test.</param>
    public static StreamsService Start(string configuration, bool supervised = false, string command = "run", string? program = null) =>
        new(command, configuration, supervised, program);

    /// <summary>Its address, once it is ready.</summary>
    public async Task<string> ReadyAsync()
    {
        var first = await Task.WhenAny(_ready.Task, _process.WaitForExitAsync(), Task.Delay(Patience));
        Assert.True(first == _ready.Task, $"the service was not ready: {Output}");
        return await _ready.Task;
    }

    /// <summary>SIGKILL.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>SIGTERM; its exit code.</summary>
    public async Task<int> StopAsync()
    {
        using var kill = Process.Start("/bin/kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        return await ExitAsync();
    }

    /// <summary>Its exit code, once it has ended.</summary>
    public async Task<int> ExitAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        if (!_process.HasExited)
        {
            Kill();
        }

        _process.Dispose();
    }

    private void Take(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_output)
        {
            _output.Add(line);
        }

        if (line.StartsWith("ready:", StringComparison.Ordinal))
        {
            _ready.TrySetResult(line.Split(", ") is [.., var address] && address.StartsWith("http", StringComparison.Ordinal) ? address : "");
        }
    }
}
