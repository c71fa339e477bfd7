using Streams.Schemas.Events;
using Streams.Schemas.Parsing;

namespace Streams.Schemas.Sources;

/// <summary>The parsers of several sources behind one: each record goes to the source that recognises it.</summary>
internal sealed class ChoosingParser : IRecordParser
{
    private readonly SourceChoice _choice;
    private readonly IRecordParser?[] _parsers;

    /// <summary>A parser of sources.</summary>
    public ChoosingParser(IReadOnlyList<EventSource> sources, ParserOptions options)
    {
        _choice = new SourceChoice(sources, options);
        _parsers = new IRecordParser?[EventSources.Count];
        foreach (var source in sources)
        {
            _parsers[(int)source] = RecordParsers.Create(source, options);
        }
    }

    /// <summary>The source of the last record.</summary>
    public EventSource Source { get; private set; }

    /// <inheritdoc/>
    public void Parse(in RawRecord record, IParseSink sink)
    {
        Source = _choice.Choose(in record);
        _parsers[(int)Source]!.Parse(in record, sink); // the choice is among the sources that have one
    }
}
