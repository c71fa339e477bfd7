namespace Streams.Topologies.Tests.Correlate.Reference;

/// <summary>An event of a random stream.</summary>
/// <param name="Place">Its place in the source.</param>
/// <param name="At">Its time in seconds.</param>
/// <param name="Kind">The letters of the rules that it matches.</param>
/// <param name="Group">Its group.</param>
/// <param name="Value">What it counts.</param>
internal sealed record ReferenceEvent(int Place, int At, string Kind, string Group, int Value);
