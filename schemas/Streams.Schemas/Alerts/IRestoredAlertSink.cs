namespace Streams.Schemas.Alerts;

/// <summary>A sink that must know which alerts are active before it goes on after a restart.</summary>
public interface IRestoredAlertSink : IAlertSink
{
    /// <summary>Takes what was written before: every record that is still there of the partitions that this process delivers from, in the order of its partition. Nothing is delivered by it.</summary>
    /// <remarks>Called before the first delivery, again from the beginning where the reading failed in between, and whenever the partitions have changed.</remarks>
    Task RestoreAsync(IAsyncEnumerable<SinkAlert> written, CancellationToken cancel);
}
