namespace Streams.Engine.Hosting;

/// <summary>What a task may use: its place, its state, its output and what is known of its input's end.</summary>
public abstract class StageTaskContext
{
    /// <summary>The input topic of this task.</summary>
    public abstract string Topic { get; }

    /// <summary>The partition of this task.</summary>
    public abstract int Partition { get; }

    /// <summary>The change-logged state of this task.</summary>
    public abstract ITaskStore Store { get; }

    /// <summary>Where the task's results go, within the task's transaction.</summary>
    public abstract IStageOutput Output { get; }

    /// <summary>
    /// Whether the broker stamps the records of the input (LogAppendTime), by the topic's settings: known without any record, looked up again every minute.
    /// Only then does the end of the log say that time has passed.
    /// </summary>
    public abstract bool IsAppendTime { get; }

    /// <summary>
    /// Whether everything up to the high watermark has been handed to this task and processed;
    /// if so, the local time (ms since the epoch) at which the poll that found the end began.
    /// </summary>
    public abstract bool AtEndOfLog(out long pollBeganMs);
}
