namespace Streams.Engine.State;

/// <summary>Another process holds the state directory: two would fence each other. It may just be ending, so the host waits.</summary>
/// <param name="directory">The directory.</param>
public sealed class StateDirectoryInUseException(string directory)
    : Exception($"the state directory {directory} is held by another process; give each process a directory of its own, or wait until that one has ended")
{
    /// <summary>The directory.</summary>
    public string StateDirectory { get; } = directory;
}
