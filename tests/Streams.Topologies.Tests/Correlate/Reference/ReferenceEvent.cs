namespace Streams.Topologies.Tests.Correlate.Reference;

/// <summary>An event of a random stream.</summary>
/// <param name="Place">Its place in the source.</param>
/// <param name="At">Its time in seconds.</param>
/// <param name="Kind">The letters of the rules that it matches.</param>
/// <param name="Group">Its group.</param>
/// <param name="Value">What it counts.</param>
/// <param name="Origin">Where it is from: between origins nobody knows the order within one time.</param>
internal sealed record ReferenceEvent(int Place, int At, string Kind, string Group, int Value, string Origin = "t")
{
    /// <summary>Whether it came before another in every order that times and places allow.</summary>
    public bool IsSurelyBefore(ReferenceEvent other) => At != other.At ? At < other.At : Origin == other.Origin && Place < other.Place;

    /// <inheritdoc/>
    public override string ToString() => $"{Place}:{Kind}@{At}{Origin}{Group}{Value}";
}
