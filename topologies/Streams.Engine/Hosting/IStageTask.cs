namespace Streams.Engine.Hosting;

/// <summary>
/// What a stage's binding gives the engine: one instance a task, that is, one input topic and one partition of it.
/// Every member is called on the stream thread that owns the task, never concurrently.
/// </summary>
/// <remarks>An exception from any member ends the process (crash-only): bad data must be handled as a value.</remarks>
public interface IStageTask
{
    /// <summary>Called once before the first record, after the whole state has been restored.</summary>
    void Restored();

    /// <summary>One input record. The arrays are the task's to keep; headers only until the call returns.</summary>
    void Process(in StageInput input);

    /// <summary>
    /// In the place of <see cref="Process"/> for a record at which it has ended the process three times. The engine makes it a dead letter
    /// (reason <c>internal</c>); the task may count it.
    /// </summary>
    void GiveUp(in StageInput input) { }

    /// <summary>Called about every tick interval, never before <see cref="Restored"/>.</summary>
    /// <param name="wallClockMs">The local time, milliseconds since the epoch.</param>
    /// <returns>True where anything was written or sent, so that the engine asks for a commit.</returns>
    bool Tick(long wallClockMs);

    /// <summary>Before every commit: writes what is dirty to the store and what is buffered to the output.</summary>
    void Flush();
}
