namespace Streams.Host;

/// <summary>The caller's mistake: one line says which, and how to mend it. Ends the command with exit code 2.</summary>
internal sealed class UsageException(string message) : Exception(message);
