namespace Streams.Engine.State.Local;

/// <summary>The state directory's disk is full or refuses. Nothing committed is lost by it: the changelog has it. Ends the process with 3.</summary>
internal sealed class LocalStateException(string directory, Exception cause)
    : IOException($"the state directory {directory} cannot be written: {cause.Message.ReplaceLineEndings(" ")}", cause);
