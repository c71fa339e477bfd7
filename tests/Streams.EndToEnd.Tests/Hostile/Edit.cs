using Streams.Connectors.Files.Recordings;

namespace Streams.EndToEnd.Tests.Hostile;

/// <summary>What an attacker changes in a recording: bytes that are his to choose, or records that he makes others write.</summary>
/// <param name="Name">Its name in docs/threat-model.md.</param>
/// <param name="Apply">The recording as it would have been; lines stay in the order of their append times.</param>
internal sealed record Edit(string Name, Func<IReadOnlyList<RecordedLine>, IEnumerable<RecordedLine>> Apply)
{
    /// <summary>Titles of rules that judge by the very bytes that the edit replaces, as their blind spots say: their alerts go, and others must tell of the same principal.</summary>
    public IReadOnlyList<string> Judges { get; init; } = [];
}
