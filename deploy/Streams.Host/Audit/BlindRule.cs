namespace Streams.Host.Audit;

/// <summary>A rule that a policy keeps from seeing what it is about.</summary>
/// <param name="Id">The rule's id; empty: the entity table.</param>
/// <param name="Title">Its title.</param>
/// <param name="Reasons">What is missing, a line each.</param>
internal sealed record BlindRule(string Id, string Title, IReadOnlyList<string> Reasons);
