namespace Streams.Engine.State;

/// <summary>The answer to a query of state.</summary>
/// <param name="Entries">By partition, within it in the order of the keys' bytes.</param>
/// <param name="More">Whether there is more than was asked for or than one answer holds; a longer prefix narrows it.</param>
public sealed record StatePage(IReadOnlyList<StateEntry> Entries, bool More);
