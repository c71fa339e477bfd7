using Streams.Schemas.Events;

namespace Streams.Connectors.Files.Recordings;

/// <summary>One line of a recording, with the time at which a broker would have appended it.</summary>
/// <param name="Source">Its source.</param>
/// <param name="Value">Its bytes, without the line's end.</param>
/// <param name="AppendTime">The virtual append time, whole milliseconds, in nanoseconds since the epoch; never less than that of the line before.</param>
/// <param name="File">The file as it was given.</param>
/// <param name="Line">From 1.</param>
public sealed record RecordedLine(EventSource Source, byte[] Value, Timestamp AppendTime, string File, long Line);
