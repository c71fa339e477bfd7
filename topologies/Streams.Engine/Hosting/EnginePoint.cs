namespace Streams.Engine.Hosting;

/// <summary>Places in the engine's sequence at which a fault test may stop it.</summary>
internal enum EnginePoint
{
    /// <summary>Everything of a transaction is delivered; its offsets are not sent.</summary>
    Delivered,

    /// <summary>The offsets are in the transaction; it is not committed.</summary>
    OffsetsSent,

    /// <summary>The transaction is committed; the local state does not know.</summary>
    Committed,

    /// <summary>A timer has sent; its state is not flushed.</summary>
    TimerSent,

    /// <summary>A record of a changelog is being restored.</summary>
    Restoring,
}
