namespace Streams.Engine.State.Local;

/// <summary>The state directory's disk is full or refuses. Nothing committed is lost by it: the changelog has it. The process ends, and its next start waits until there is room.</summary>
internal sealed class LocalStateException(string directory, Exception cause)
    : IOException($"the state directory {directory} cannot be written: {cause.Message.ReplaceLineEndings(" ")}", cause);
