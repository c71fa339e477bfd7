namespace Streams.Host;

/// <summary>Something outside is missing or refuses: one line says what, and the mend. Ends the command with exit code 3.</summary>
internal sealed class EnvironmentException(string message) : Exception(message);
