using Streams.Host.Running;

namespace Streams.Host.WebConsole;

/// <summary>What the service does, from its first moment on: the web server is there before anything that may have to be waited for. Thread-safe.</summary>
internal sealed class ServiceStatus(DependencyRetry? retry = null)
{
    private volatile Pipeline? _pipeline;
    private volatile ConsoleService? _console;

    /// <summary>The pipeline; null until its stages have been started.</summary>
    public Pipeline? Pipeline
    {
        get => _pipeline;
        set => _pipeline = value;
    }

    /// <summary>The console; null until there is a pipeline.</summary>
    public ConsoleService? Console
    {
        get => _console;
        set => _console = value;
    }

    /// <summary>Whether every stream thread polls; true before there is any.</summary>
    public bool IsAlive => _pipeline?.Alive ?? true;

    /// <summary>Why it is not ready; null where it is.</summary>
    public string? NotReady =>
        retry?.WaitsFor is { } what ? $"waiting for {what}"
        : _pipeline is { Ready: true } ? null
        : "restoring";
}
