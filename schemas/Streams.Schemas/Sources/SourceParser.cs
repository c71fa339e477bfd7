using System.Text.Json;
using Streams.Schemas.Batches;
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
    private readonly ElementOutput _output = new();
    private readonly DialectReader _dialects;
    private readonly Peeler _peeler;
    private readonly Element[] _elements;

    /// <summary>A parser of a source.</summary>
    public SourceParser(SourceDefinition definition, ParserOptions options)
    {
        (_definition, _options) = (definition, options);
        _dialects = new DialectReader(definition, options, _output);
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
        _output.Begin(in record, sink);
        _peeler.Begin();
        if (record.Value.Length > _options.MaxLineBytes)
        {
            _output.Bury(DeadReason.TooLong, "longer than the limit", record.Value);
        }
        else if (record.Value.Span.IndexOfAnyExcept(" \t\r\n"u8) < 0)
        {
            _output.Bury(DeadReason.Empty, "no text", record.Value);
        }
        else
        {
            ((IElementSink)this).Take(((IElementSink)this).Next(record.Value));
        }

        _output.End();
    }

    /// <inheritdoc/>
    Element IElementSink.Next(ReadOnlyMemory<byte> bytes)
    {
        var element = _elements[_peeler.Depth + 1];
        element.Begin(_output.Record, bytes, _dialects.Begin(), _definition.OfPods);
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
            _output.Bury(DeadReason.InvalidJson, Refusal.Broken(element.Envelope, cut), element.Bytes);
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
            _output.Bury(DeadReason.UnknownEnvelope, "an object too short for a line and a time, a stream or a pod", bytes);
            return;
        }

        var sink = (IElementSink)this;
        sink.Take(sink.Next(bytes));
    }

    /// <inheritdoc/>
    void IElementSink.Dead(DeadReason reason, string detail, ReadOnlyMemory<byte> bytes) => _output.Bury(reason, detail, bytes);

    private void Unwrap(Element element)
    {
        for (var layer = 0; layer <= MostLayers; layer++)
        {
            if (element.IsObject && _dialects.TryAtOnce(element, _peeler))
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
                    _dialects.Read(element);
                    return;
            }
        }

        _output.Bury(DeadReason.TooDeep, "more codings and envelopes around each other than the limit", element.Bytes);
    }
}
