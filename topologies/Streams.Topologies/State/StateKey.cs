using Streams.Detections.Rules;

namespace Streams.Topologies.State;

/// <summary>What a correlation keeps of one group or subject is under this key: the correlation's content hash, then the values.</summary>
/// <param name="Text">The key as stores have it.</param>
internal readonly record struct StateKey(string Text)
{
    /// <summary>Of a correlation and the values.</summary>
    /// <param name="correlation">The correlation's content hash.</param>
    /// <param name="subject">The values.</param>
    public static StateKey Of(string correlation, string subject) => new(correlation + subject);

    /// <summary>The correlation's content hash.</summary>
    public string Correlation => Text[..CorrelationRule.HashLength];

    /// <summary>The values.</summary>
    public string Subject => Text[CorrelationRule.HashLength..];

    /// <summary>The key as stores have it.</summary>
    public override string ToString() => Text;
}
