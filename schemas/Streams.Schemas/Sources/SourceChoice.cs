using Streams.Schemas.Events;
using Streams.Schemas.Parsing;

namespace Streams.Schemas.Sources;

/// <summary>
/// Chooses the source of a record that may be one of several sources': that which reads the most of it as its own. Where none reads anything of it, the first named.
/// Owned by one thread.
/// </summary>
public sealed class SourceChoice : IParseSink
{
    private readonly IRecordParser[] _parsers;
    private readonly EventSource _first;
    private EventSource _tried;
    private int _events;
    private int _typical;
    private int _dead;

    /// <summary>A choice among sources.</summary>
    public SourceChoice(IReadOnlyList<EventSource> sources, ParserOptions options)
    {
        _first = sources[0];
        _parsers = [.. sources.OrderBy(s => SourceTable.Rows[(int)s].Turn).Select(source => RecordParsers.Create(source, options))];
    }

    /// <summary>The record's source.</summary>
    public EventSource Choose(in RawRecord record)
    {
        var (best, score) = (_first, 0);
        foreach (var parser in _parsers)
        {
            (_tried, _events, _typical, _dead) = (parser.Source, 0, 0, 0);
            parser.Parse(in record, this);
            if (_dead == 0 && _typical == _events && _typical > 0)
            {
                return parser.Source;
            }

            if (_events + (2 * _typical) > score)
            {
                (best, score) = (parser.Source, _events + (2 * _typical));
            }
        }

        return best;
    }

    /// <inheritdoc/>
    void IParseSink.OnEvent(ParsedEvent parsed)
    {
        _events++;
        _typical += Typical.Is(_tried, parsed) ? 1 : 0;
    }

    /// <inheritdoc/>
    void IParseSink.OnDead(in DeadElement dead) => _dead += dead.Count;
}
