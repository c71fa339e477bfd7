using Streams.Schemas.Signals;

namespace Streams.Topologies.State;

/// <summary>What a correlation keeps of one group or subject is under this key: the correlation's content hash, then the values.</summary>
/// <param name="Correlation">The correlation's content hash.</param>
/// <param name="Text">The key as stores have it.</param>
public readonly record struct StateKey(CorrelationHash Correlation, string Text)
{
    /// <summary>Of a correlation and the values.</summary>
    /// <param name="correlation">The correlation's content hash.</param>
    /// <param name="subject">The values; empty: of the correlation itself.</param>
    public static StateKey Of(CorrelationHash correlation, string subject) => new(correlation, correlation.Text + subject);

    /// <summary>A key as stores have it.</summary>
    public static StateKey Parse(string text) => new(new CorrelationHash(text[..Math.Min(CorrelationHash.Length, text.Length)]), text);

    /// <summary>The values.</summary>
    public string Subject => Text[Correlation.Text.Length..];

    /// <inheritdoc/>
    public bool Equals(StateKey other) => string.Equals(Text, other.Text, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => string.GetHashCode(Text, StringComparison.Ordinal);

    /// <summary>The key as stores have it.</summary>
    public override string ToString() => Text;
}
