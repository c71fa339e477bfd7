namespace Streams.Host.Supervision;

/// <summary>A child that runs the service.</summary>
internal interface ISupervised : IDisposable
{
    /// <summary>Asks it to stop cleanly (SIGTERM).</summary>
    void Terminate();

    /// <summary>Its exit code; 128 and the signal's number where a signal ended it.</summary>
    Task<int> ExitAsync();
}
