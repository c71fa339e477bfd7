using Streams.Schemas.Events;

namespace Streams.Connectors.Files.Recordings;

/// <summary>A file of raw lines.</summary>
/// <param name="Sources">The source of its lines; of several, each line is of the one that recognises it.</param>
/// <param name="Path">Where it lies.</param>
public sealed record RecordingFile(IReadOnlyList<EventSource> Sources, string Path);
