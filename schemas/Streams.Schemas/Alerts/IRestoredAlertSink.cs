namespace Streams.Schemas.Alerts;

/// <summary>A sink that must know which alerts are active before it goes on after a restart.</summary>
public interface IRestoredAlertSink : IAlertSink
{
    /// <summary>Takes what was written before: every record of <c>alerts</c> that is still there, in the order of its partition. Nothing is delivered by it.</summary>
    /// <remarks>Called once before the first delivery; again, from the beginning, where the reading failed in between.</remarks>
    Task RestoreAsync(IAsyncEnumerable<SinkAlert> written, CancellationToken cancel);
}
