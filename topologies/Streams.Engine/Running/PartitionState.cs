namespace Streams.Engine.Running;

/// <summary>How far one input partition is: written and read on its stream thread, but for the end that was asked for.</summary>
internal sealed class PartitionState
{
    private long endOffset = -1;
    private long endAskedMs;

    /// <summary>Records taken from the client, handed to Streamiz or waiting in the buffer.</summary>
    public long Drained { get; set; }

    /// <summary>Records that the task has processed.</summary>
    public long Processed { get; set; }

    /// <summary>Whether the broker stamps the records of this partition.</summary>
    public bool IsAppendTime { get; set; }

    /// <summary>The consumer's next position: past the records drained and past transaction markers.</summary>
    public Func<long> Position { get; set; } = static () => -1;

    /// <summary>Notes the high watermark and the local time just before it was asked for. Any thread.</summary>
    public void SetEnd(long offset, long askedMs)
    {
        lock (this)
        {
            endOffset = offset;
            endAskedMs = askedMs;
        }
    }

    /// <summary>Whether all up to the high watermark is processed; if so, when that was asked for.</summary>
    public bool AtEnd(out long askedMs)
    {
        long end;
        lock (this)
        {
            end = endOffset;
            askedMs = endAskedMs;
        }

        return end >= 0 && Drained == Processed && (end == 0 || Position() >= end);
    }
}
