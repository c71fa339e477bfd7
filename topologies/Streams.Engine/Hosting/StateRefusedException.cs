namespace Streams.Engine.Hosting;

/// <summary>
/// The stored state or a record is none that this version of the program may go on with, since a later one wrote it; the message names the mend.
/// Ends the process, which notes it (<see cref="MetLater"/>): the next start waits while others do the work, and is refused where nobody does.
/// </summary>
public sealed class StateRefusedException(string message) : Exception(message);
