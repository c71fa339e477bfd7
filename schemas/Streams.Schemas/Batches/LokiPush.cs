using System.Text.Json;
using Streams.Schemas.Envelopes;
using Streams.Schemas.Events;
using Streams.Schemas.Json;
using Streams.Schemas.Parsing;
using Streams.Schemas.Text;

namespace Streams.Schemas.Batches;

/// <summary>Loki's push request in JSON, as Alloy and Promtail write it: streams of labels and <c>[time, line]</c> values.</summary>
internal sealed class LokiPush(ParserOptions options) : IBatch
{
    private readonly JsonOutline _stream = new(options);
    private readonly JsonOutline _entry = new(options);
    private readonly SharedOrigin _origin = new(LokiLabels.Names);
    private readonly JsonBuffers _buffers = new();

    /// <inheritdoc/>
    public string Name => "a push to Loki";

    /// <inheritdoc/>
    public bool Recognises(Element element) => element.Outline.IsArray(element.Outline.Find("streams"u8));

    /// <inheritdoc/>
    public DeadReason? Read(Element batch, IElementSink sink)
    {
        var streams = new JsonItems(batch.Outline.Raw(batch.Outline.Find("streams"u8)));
        var any = false;
        while (streams.TryNext(out var stream))
        {
            if (!_stream.Read(stream) || _stream.Find("values"u8, "entries"u8) is var held && !_stream.IsArray(held))
            {
                any = true;
                sink.Dead(DeadReason.MissingField, "a stream of Loki without values", stream);
                continue;
            }

            ReadOrigin();
            var values = new JsonItems(_stream.Raw(held));
            while (values.TryNext(out var value))
            {
                any = true;
                if (value.Span[0] == '{')
                {
                    Entry(value, sink);
                }
                else
                {
                    Value(value, sink);
                }
            }
        }

        return any ? null : DeadReason.Empty;
    }

    /// <summary>The stream's labels, once for all its values.</summary>
    private void ReadOrigin()
    {
        _origin.Begin();
        var labels = _stream.Find("stream"u8);
        for (var label = _stream.First(labels); label != JsonOutline.None; label = _stream.Next(label))
        {
            _origin.Add(_stream.Name(label), _stream.Text(label));
        }

        _origin.SetFile(_stream.Text(_stream.Find(labels, "filename"u8)));
        var text = new LokiLabelText(_stream.Text("labels"u8));
        while (text.TryNext(out var name, out var value))
        {
            _origin.Add(name, value);
            if (name.SequenceEqual("filename"u8))
            {
                _origin.SetFile(value);
            }
        }
    }

    /// <summary>The request's first form: <c>{"ts": TIME, "line": LINE}</c> beside labels in one text.</summary>
    private void Entry(ReadOnlyMemory<byte> entry, IElementSink sink)
    {
        if (!_entry.Read(entry) || !_entry.IsString(_entry.Find("line"u8)))
        {
            sink.Dead(DeadReason.InvalidValue, "an entry of Loki without a line", entry);
            return;
        }

        Take(entry, EnvelopeTime.Of(_entry, _entry.Find("ts"u8, "timestamp"u8)), _entry.Text("line"u8), sink);
    }

    private void Value(ReadOnlyMemory<byte> value, IElementSink sink)
    {
        var parts = new Utf8JsonReader(value.Span, new JsonReaderOptions { MaxDepth = 1 << 20 });
        if (
            !parts.Read()
            || parts.TokenType != JsonTokenType.StartArray
            || !parts.Read()
            || parts.TokenType != JsonTokenType.String
            || !Words.TryNumber(parts.ValueSpan, out var nanos)
            || !parts.Read()
            || parts.TokenType != JsonTokenType.String
        )
        {
            sink.Dead(DeadReason.InvalidValue, "a value of Loki that is not [time, line]", value);
            return;
        }

        _buffers.Value.Clear();
        JsonText.Unescape(parts.ValueSpan, _buffers.Value);
        Take(value, nanos > 0 ? new(nanos) : Timestamp.Unknown, _buffers.Value.Span, sink);
    }

    private void Take(ReadOnlyMemory<byte> value, Timestamp time, ReadOnlySpan<byte> line, IElementSink sink)
    {
        var element = sink.Next(value);
        (element.Envelope, element.Time, element.IsCollected) = ("loki_push", time, true);
        _origin.Tell(element);
        element.TakeHostAsNode();
        element.HasStream = element.Origin.Has(Field.Stream);
        element.Become(element.Keep(line));
        sink.Take(element);
    }
}
