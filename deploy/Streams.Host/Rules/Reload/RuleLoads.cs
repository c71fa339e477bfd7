using Streams.Detections.Yaml;

namespace Streams.Host.Rules.Reload;

/// <summary>What has become of the rule sets that were offered while the service runs. Read by other threads.</summary>
internal sealed class RuleLoads
{
    private long _accepted;
    private long _rejected;

    public long Accepted => Interlocked.Read(ref _accepted);

    public long Rejected => Interlocked.Read(ref _rejected);

    /// <summary>Every error of the set that was rejected last; empty once a later one was accepted.</summary>
    public IReadOnlyList<RuleError> Errors { get; private set; } = [];

    public void Accept()
    {
        Errors = [];
        Interlocked.Increment(ref _accepted);
    }

    public void Reject(IReadOnlyList<RuleError> errors)
    {
        Errors = errors;
        Interlocked.Increment(ref _rejected);
    }
}
