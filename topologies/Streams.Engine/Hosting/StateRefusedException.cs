namespace Streams.Engine.Hosting;

/// <summary>The stored state is none that this version of the program may go on with; the message names the mend. Ends the process for good: starting again is of no use.</summary>
public sealed class StateRefusedException(string message) : Exception(message);
