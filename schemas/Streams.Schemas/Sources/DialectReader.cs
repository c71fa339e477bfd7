using System.Text;
using Streams.Schemas.Dialects;
using Streams.Schemas.Envelopes;
using Streams.Schemas.Events;
using Streams.Schemas.Parsing;

namespace Streams.Schemas.Sources;

/// <summary>Reads an element that nothing more is around, by the first of the source's dialects that knows it.</summary>
internal sealed class DialectReader(SourceDefinition definition, ParserOptions options, ElementOutput output)
{
    private readonly IReadOnlyList<IDialect> _dialects = definition.Dialects(options);
    private readonly ParsedEvent _parsed = new();

    /// <summary>What envelopes say of the origin, where the source takes only some of it.</summary>
    private readonly FieldSet _origin = new();

    /// <summary>Makes ready for an element; where what its envelopes say of the origin goes.</summary>
    public FieldSet Begin()
    {
        _parsed.Reset(definition.Source);
        _origin.Clear();
        return definition.Origin is null ? _parsed.Fields : _origin;
    }

    /// <summary>An object of the source itself is read without being outlined first; false where it is none, or a batch.</summary>
    public bool TryAtOnce(Element element, Peeler peeler)
    {
        for (var i = 0; i < _dialects.Count && IsOneOf(definition.Writers, element.Writer); i++)
        {
            if (_dialects[i].Begins(element.Body.Span) && !peeler.IsBatch(element) && TryDialect(_dialects[i], element))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Makes an event or a dead letter of the element.</summary>
    public void Read(Element element)
    {
        if (element.IsHealth)
        {
            _parsed.Type = EventType.Health;
            Send(element, Element.Bare);
            return;
        }

        if (!IsOneOf(definition.Writers, element.Writer))
        {
            output.Bury(
                DeadReason.WrongKind,
                $"a line of the program {Encoding.UTF8.GetString(element.Writer)}; expected {definition.Expected}, in the envelope of {element.Envelope}",
                element.Bytes
            );
            return;
        }

        if (element.IsCollected && definition.OfPods && !element.HasStream && !element.IsObject)
        {
            CriEnvelope.TryOpen(element);
        }

        for (var i = 0; i < _dialects.Count; i++)
        {
            if (TryDialect(_dialects[i], element))
            {
                return;
            }
        }

        if (!output.TryCountDead())
        {
            var (reason, detail) = Refusal.Of(element, definition);
            output.Bury(reason, detail, element.Bytes);
        }
    }

    /// <summary>Whether the dialect made an event or a dead letter of the element.</summary>
    private bool TryDialect(IDialect dialect, Element element)
    {
        var mark = _parsed.Fields.Count;
        TakeOrigin();
        var reading = dialect.Read(element, _parsed);
        if (!reading.IsMine)
        {
            _parsed.Undo(mark);
            return false;
        }

        if (reading.IsDone)
        {
            Send(element, dialect.Name);
            return true;
        }

        if (reading.Reason == DeadReason.TooDeep && element.TryCutDeep())
        {
            _parsed.Undo(mark);
            return TryDialect(dialect, element);
        }

        output.Bury(reading.Reason, reading.Detail, element.Bytes);
        return true;
    }

    private static bool IsOneOf(IReadOnlyList<string>? writers, ReadOnlySpan<byte> writer)
    {
        for (var i = 0; writers is not null && i < writers.Count && !writer.IsEmpty; i++)
        {
            if (writer.Length >= writers[i].Length && Ascii.EqualsIgnoreCase(writer[..writers[i].Length], writers[i]))
            {
                return true;
            }
        }

        return writers is null || writer.IsEmpty;
    }

    private void TakeOrigin()
    {
        if (definition.Origin is not { } taken)
        {
            return;
        }

        for (var i = 0; i < taken.Count; i++)
        {
            if (_origin.Has(taken[i]))
            {
                _parsed.Fields.CopyFirst(_origin, taken[i]);
            }
        }
    }

    private void Send(Element element, string dialect)
    {
        if (element.IsCut)
        {
            _parsed.Fields.Add(Field.Tag, EventTags.Truncated);
        }

        _parsed.Envelope = element.Envelope;
        _parsed.Dialect ??= dialect;
        _parsed.SetTime(element.HeaderTime, TimeSource.Header);
        _parsed.SetTime(element.Time, TimeSource.Envelope);
        _parsed.SetTime(output.Record.AppendTime, TimeSource.Kafka);
        if (options.TimeBase is { } timeBase)
        {
            _parsed.SetTime(Timestamp.From(timeBase), TimeSource.TimeBase);
        }

        output.Add(_parsed);
    }
}
