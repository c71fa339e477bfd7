using System.Text.Json;
using Streams.Schemas.Batches;
using Streams.Schemas.Dialects;
using Streams.Schemas.Envelopes;
using Streams.Schemas.Events;
using Streams.Schemas.Json;
using Streams.Schemas.Parsing;

namespace Streams.Schemas.Sources;

/// <summary>
/// The way of a record of one source: decoders, batches, envelopes, once each and in front of every dialect; then the dialects of the source.
/// Each element ends in one call of the sink.
/// </summary>
internal sealed class SourceParser : IRecordParser, IElementSink
{
    /// <summary>Codings and envelopes around one element.</summary>
    private const int MostLayers = 6;

    /// <summary>No object below is a record of any source. Of a megabyte of them nobody looks at each with every envelope and dialect.</summary>
    private const int ShortestObject = 24;

    private readonly SourceDefinition _definition;
    private readonly ParserOptions _options;
    private readonly IReadOnlyList<IDialect> _dialects;
    private readonly Peeler _peeler;
    private readonly Element[] _elements;
    private readonly FieldSet _origin = new();
    private readonly ParsedEvent _parsed = new();
    private readonly DeadBudget _dead = new();
    private RawRecord _record;
    private IParseSink _sink = null!; // set by Parse before any use
    private int _index;

    /// <summary>A parser of a source.</summary>
    public SourceParser(SourceDefinition definition, ParserOptions options)
    {
        (_definition, _options) = (definition, options);
        _dialects = definition.Dialects(options);
        _peeler = new Peeler(definition, options, this);
        _elements = new Element[Peeler.MostNested + 1];
        for (var i = 0; i < _elements.Length; i++)
        {
            _elements[i] = new Element(options);
        }
    }

    /// <inheritdoc/>
    public EventSource Source => _definition.Source;

    /// <inheritdoc/>
    public void Parse(in RawRecord record, IParseSink sink)
    {
        (_record, _sink, _index) = (record, sink, 0);
        _peeler.Begin();
        _dead.Begin(record.Value);
        if (record.Value.Length > _options.MaxLineBytes)
        {
            Bury(DeadReason.TooLong, "longer than the limit", record.Value);
        }
        else if (record.Value.Span.IndexOfAnyExcept(" \t\r\n"u8) < 0)
        {
            Bury(DeadReason.Empty, "no text", record.Value);
        }
        else
        {
            ((IElementSink)this).Take(((IElementSink)this).Next(record.Value));
        }

        _dead.End(sink);
    }

    /// <inheritdoc/>
    Element IElementSink.Next(ReadOnlyMemory<byte> bytes)
    {
        _parsed.Reset(Source);
        _origin.Clear();
        var element = _elements[_peeler.Depth + 1];
        element.Begin(in _record, bytes, _definition.Origin is null ? _parsed.Fields : _origin, _definition.OfPods);
        return element;
    }

    /// <inheritdoc/>
    void IElementSink.Take(Element element)
    {
        try
        {
            Unwrap(element);
        }
        catch (JsonException)
        {
            var cut = element.IsObject && element.Body.Span.TrimEnd(" \t\r\n"u8) is not [.., (byte)'}'];
            Bury(DeadReason.InvalidJson, Refusal.Broken(element.Envelope, cut), element.Bytes);
        }
        finally
        {
            element.Shrink();
        }
    }

    /// <inheritdoc/>
    void IElementSink.Give(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length < ShortestObject && JsonStart.IsObject(bytes.Span) && !bytes.Span.Contains((byte)'['))
        {
            Bury(DeadReason.UnknownEnvelope, "an object too short for a line and a time, a stream or a pod", bytes);
            return;
        }

        var sink = (IElementSink)this;
        sink.Take(sink.Next(bytes));
    }

    /// <inheritdoc/>
    void IElementSink.Dead(DeadReason reason, string detail, ReadOnlyMemory<byte> bytes) => Bury(reason, detail, bytes);

    private void Unwrap(Element element)
    {
        for (var layer = 0; layer <= MostLayers; layer++)
        {
            if (element.IsObject && TryAtOnce(element))
            {
                return;
            }

            switch (_peeler.Peel(element))
            {
                case Peeling.Again:
                    continue;
                case Peeling.Ended:
                    return;
                default:
                    Read(element);
                    return;
            }
        }

        Bury(DeadReason.TooDeep, "more codings and envelopes around each other than the limit", element.Bytes);
    }

    /// <summary>A plain object of the source itself is read without being outlined first.</summary>
    private bool TryAtOnce(Element element)
    {
        for (var i = 0; i < _dialects.Count; i++)
        {
            if (!_dialects[i].Begins(element.Body.Span) || _peeler.IsBatch(element))
            {
                continue;
            }

            if (TryDialect(_dialects[i], element))
            {
                return true;
            }
        }

        return false;
    }

    private void Read(Element element)
    {
        if (element.IsHealth)
        {
            _parsed.Type = EventType.Health;
            Send(element, Element.Bare);
            return;
        }

        if (element.IsCollected && _definition.OfPods && !element.HasStream && !element.IsObject)
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

        if (_dead.IsSpent)
        {
            _dead.Count(_index++);
            return;
        }

        var (reason, detail) = Refusal.Of(element, _definition);
        Bury(reason, detail, element.Bytes);
    }

    /// <summary>Whether the dialect made an event or a dead letter of the element.</summary>
    private bool TryDialect(IDialect dialect, Element element)
    {
        var mark = _parsed.Fields.Count;
        if (_definition.Origin is { } taken)
        {
            TakeOrigin(taken);
        }

        var reading = dialect.Read(element, _parsed);
        if (!reading.IsMine)
        {
            _parsed.Undo(mark);
            return false;
        }

        if (!reading.IsDone)
        {
            if (reading.Reason == DeadReason.TooDeep && element.TryCutDeep())
            {
                _parsed.Undo(mark);
                return TryDialect(dialect, element);
            }

            Bury(reading.Reason, reading.Detail, element.Bytes);
            return true;
        }

        Send(element, dialect.Name);
        return true;
    }

    private void TakeOrigin(IReadOnlyList<Field> taken)
    {
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

        _parsed.Index = _index++;
        _parsed.Envelope = element.Envelope;
        _parsed.Dialect ??= dialect;
        _parsed.SetTime(element.HeaderTime, TimeSource.Header);
        _parsed.SetTime(element.Time, TimeSource.Envelope);
        _parsed.SetTime(_record.AppendTime, TimeSource.Kafka);
        if (_options.TimeBase is { } timeBase)
        {
            _parsed.SetTime(Timestamp.From(timeBase), TimeSource.TimeBase);
        }

        _sink.OnEvent(_parsed);
    }

    private void Bury(DeadReason reason, string detail, ReadOnlyMemory<byte> bytes) =>
        _dead.Add(new DeadElement(reason, detail, _index++, _peeler.Depth < 0 ? _record.Value : bytes), _sink);
}
