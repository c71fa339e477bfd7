namespace Streams.Engine.Assignment;

/// <summary>How far one input partition is: written and read on its stream thread, but for the end that was asked for.</summary>
internal sealed class PartitionState
{
    private long _endOffset = -1;
    private long _endAskedMs;
    private long _begin = -1;
    private long _drainedAtLook = -1;

    /// <summary>Records taken from the client, handed to Streamiz or waiting in the buffer.</summary>
    public long Drained { get; set; }

    /// <summary>Records that the task has processed.</summary>
    public long Processed { get; set; }

    /// <summary>The offset after the last record drained; -1 before the first.</summary>
    public long Next { get; set; } = -1;

    /// <summary>Records that were never seen: a gap in the offsets of the embedded broker, which forgets. None elsewhere.</summary>
    public long Lost { get; set; }

    /// <summary>Whether the broker stamps the records of this partition.</summary>
    public bool IsAppendTime { get; set; }

    /// <summary>The consumer's next position: past the records drained and past transaction markers.</summary>
    public Func<long> Position { get; set; } = static () => -1;

    /// <summary>Notes the high watermark and the local time just before it was asked for. Any thread.</summary>
    public void SetEnd(long offset, long askedMs)
    {
        lock (this)
        {
            _endOffset = offset;
            _endAskedMs = askedMs;
        }
    }

    /// <summary>
    /// Notes where reading begins: the committed offset, or the begin of the log where that lies behind it. Any thread.
    /// </summary>
    /// <remarks>librdkafka knows no position before the first record of an assignment, and none may ever come.</remarks>
    public void SetBegin(long offset) => Volatile.Write(ref _begin, Math.Max(Volatile.Read(ref _begin), offset));

    /// <summary>Whether nothing tells the position: nothing was drained since the last look, and an end was found that was not reached. One caller.</summary>
    public bool LacksBegin()
    {
        var drained = Drained;
        var stands = drained == _drainedAtLook;
        _drainedAtLook = drained;
        return stands && !AtEnd(out _);
    }

    /// <summary>Whether all up to the high watermark is processed; if so, when that was asked for.</summary>
    public bool AtEnd(out long askedMs)
    {
        long end;
        lock (this)
        {
            end = _endOffset;
            askedMs = _endAskedMs;
        }

        return end >= 0 && Drained == Processed && (end == 0 || Volatile.Read(ref _begin) >= end || Position() >= end);
    }
}
