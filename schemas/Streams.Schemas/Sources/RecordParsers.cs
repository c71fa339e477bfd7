using Streams.Schemas.Events;
using Streams.Schemas.Joining;
using Streams.Schemas.Parsing;

namespace Streams.Schemas.Sources;

/// <summary>Makes the parser of a source.</summary>
public static class RecordParsers
{
    /// <summary>A parser of its own for the caller's thread.</summary>
    public static IRecordParser Create(EventSource source, ParserOptions options) => new SourceParser(SourceTable.Rows[(int)source], options);

    /// <summary>A parser of records that may be any of the sources', for the caller's thread.</summary>
    public static IRecordParser Create(IReadOnlyList<EventSource> sources, ParserOptions options) =>
        sources.Count == 1 ? Create(sources[0], options) : new ChoosingParser(sources, options);

    /// <summary>What joins the parts of a source's events, for the caller's thread; null where each event is a record of its own.</summary>
    public static IPartJoiner? Joiner(EventSource source, ParserOptions options) => SourceTable.Rows[(int)source].Joiner?.Invoke(options);
}
