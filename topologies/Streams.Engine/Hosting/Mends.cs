namespace Streams.Engine.Hosting;

/// <summary>The mends that a test can switch off, one by one, to show the defect behind each (docs/streamiz.md).</summary>
[Flags]
internal enum Mends
{
    None = 0,

    /// <summary>N2: a failed delivery poisons the commit.</summary>
    Poison = 1,

    /// <summary>N8: null keys become empty ones.</summary>
    KeylessRecords = 2,

    /// <summary>N9: a restore ends at the high watermark.</summary>
    HighWatermark = 4,

    /// <summary>N18: timers wait for the restore.</summary>
    TimersAfterRestore = 8,

    /// <summary>N19: one flush a commit.</summary>
    OneFlush = 16,

    /// <summary>N14: a timer that wrote asks for a commit.</summary>
    TimerCommits = 32,

    /// <summary>N13: the transactional id is the same over restarts.</summary>
    StableIdentity = 64,

    /// <summary>N1, defect 6: lost partitions end the process and a revoke never throws into Streamiz.</summary>
    RevokeNeverThrows = 128,

    /// <summary>Defect 3 (c): what an abort leaves behind is not state: local writes wait for the commit.</summary>
    WriteAfterCommit = 256,

    /// <summary>Defects 4 and 11: an offset outside the log wipes the local state.</summary>
    WipeOutsideLog = 512,

    /// <summary>N3: an exception ends the process before anything is committed.</summary>
    EndOnException = 1024,
}
