namespace Streams.Host.Rules.Testing;

/// <summary>How a rule's test ended.</summary>
/// <param name="File">The test file.</param>
/// <param name="Name">The test.</param>
/// <param name="Failure">Why it failed; null where it passed.</param>
internal sealed record RuleTestResult(string File, string Name, string? Failure);
