using System.Diagnostics.CodeAnalysis;

namespace Streams.Schemas.Signals;

/// <summary>Compares hashes by their text, also with one that is no string yet.</summary>
public sealed class CorrelationHashComparer : IEqualityComparer<CorrelationHash>, IAlternateEqualityComparer<ReadOnlySpan<char>, CorrelationHash>
{
    /// <summary>The comparer.</summary>
    public static CorrelationHashComparer Instance { get; } = new();

    /// <inheritdoc/>
    public bool Equals(CorrelationHash x, CorrelationHash y) => string.Equals(x.Text, y.Text, StringComparison.Ordinal);

    /// <inheritdoc/>
    public int GetHashCode([DisallowNull] CorrelationHash obj) => GetHashCode(obj.Text.AsSpan());

    /// <inheritdoc/>
    public bool Equals(ReadOnlySpan<char> alternate, CorrelationHash other) => alternate.SequenceEqual(other.Text);

    /// <inheritdoc/>
    public int GetHashCode(ReadOnlySpan<char> alternate) => string.GetHashCode(alternate, StringComparison.Ordinal);

    /// <inheritdoc/>
    public CorrelationHash Create(ReadOnlySpan<char> alternate) => new(alternate.ToString());
}
