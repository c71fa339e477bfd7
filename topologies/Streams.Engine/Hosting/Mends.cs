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

    /// <summary>N13: the transactional id is the same over restarts.</summary>
    StableIdentity = 32,

    /// <summary>N1: a revoke whose commit fails ends the process instead of throwing into Streamiz.</summary>
    RevokeNeverThrows = 64,

    /// <summary>Defect 3: local writes wait for the commit.</summary>
    WriteAfterCommit = 128,

    /// <summary>Defect 11: an offset outside the log wipes the local state.</summary>
    WipeOutsideLog = 256,

    /// <summary>N3: an exception ends the process before anything is committed.</summary>
    EndOnException = 512,

    /// <summary>6: lost partitions end the process instead of being taken for revoked ones.</summary>
    LostPartitions = 1024,
}
