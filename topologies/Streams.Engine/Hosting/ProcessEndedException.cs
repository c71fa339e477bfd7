namespace Streams.Engine.Hosting;

/// <summary>The process is ending. Seen only where a test has replaced the exit.</summary>
/// <param name="reason">Why.</param>
public sealed class ProcessEndedException(string reason) : Exception(reason);
