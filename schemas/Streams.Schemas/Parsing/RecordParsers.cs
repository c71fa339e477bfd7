using Streams.Schemas.Events;

namespace Streams.Schemas.Parsing;

/// <summary>Makes the parser of a source.</summary>
public static class RecordParsers
{
}
