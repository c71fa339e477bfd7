using Streams.Schemas.Events;
using Streams.Schemas.Parsing;

namespace Streams.Schemas.Sources;

/// <summary>Finds by content which source a sample is of. Not for the hot path.</summary>
public sealed class SourceIdentification
{
    private readonly (IRecordParser Parser, SightingSink Sink)[] _sources;

    /// <summary>An identification with nothing seen.</summary>
    public SourceIdentification(ParserOptions options) =>
        _sources = [.. SourceTable.Rows.OrderBy(r => r.Turn).Select(r => (RecordParsers.Create(r.Source, options), new SightingSink(r.Source)))];

    /// <summary>Takes in a record.</summary>
    public void Add(in RawRecord record)
    {
        foreach (var (parser, sink) in _sources)
        {
            parser.Parse(in record, sink);
        }
    }

    /// <summary>Takes in a record whose source is known.</summary>
    public void Add(in RawRecord record, EventSource source)
    {
        foreach (var (parser, sink) in _sources)
        {
            if (parser.Source == source)
            {
                parser.Parse(in record, sink);
            }
        }
    }

    /// <summary>What every source made of the sample, the most fitting first.</summary>
    public IReadOnlyList<SourceSighting> Sightings() =>
        [.. _sources.Select(s => s.Sink.ToSighting()).OrderByDescending(s => s.Events + (2 * s.Typical)).ThenBy(s => s.Dead)];
}
