using Streams.Schemas.Envelopes;
using Streams.Schemas.Events;
using Streams.Schemas.Json;
using Streams.Schemas.Parsing;
using Streams.Schemas.Text;

namespace Streams.Schemas.Batches;

/// <summary>One log record of OTLP in JSON. Reused from record to record; owned by one thread.</summary>
internal sealed class OtlpJsonRecord(ParserOptions options)
{
    private readonly JsonOutline _record = new(options);
    private readonly JsonBuffers _buffers = new();
    private readonly ByteBuffer _body = new();
    private readonly Base64Text _bytes = new();

    /// <summary>Reads the record; false where it passes a limit.</summary>
    public bool TryRead(ReadOnlyMemory<byte> record) => _record.Read(record);

    /// <summary>Gives the record that was read to the sink.</summary>
    public void Give(ReadOnlyMemory<byte> record, SharedOrigin origin, IElementSink sink)
    {
        var body = _record.Find("body"u8);
        if (!_record.IsObject(body) || _record.First(body) == JsonOutline.None)
        {
            sink.Dead(DeadReason.MissingField, "a log record of OTLP without a body", record);
            return;
        }

        var element = sink.Next(record);
        (element.Envelope, element.IsCollected, element.Time) = ("otlp_json", true, Time());
        origin.Tell(element);
        AddAttributes(element);
        element.TakeHostAsNode();
        if (!TryBody(element, body))
        {
            sink.Dead(DeadReason.InvalidValue, "a body of bytes that is no base64", record);
            return;
        }

        sink.Take(element);
    }

    private Timestamp Time() =>
        _record.TryNumber(_record.Find("timeUnixNano"u8, "time_unix_nano"u8), out var nanos) && nanos > 0
        || _record.TryNumber(_record.Find("observedTimeUnixNano"u8, "observed_time_unix_nano"u8), out nanos) && nanos > 0
            ? new(nanos)
            : Timestamp.Unknown;

    private void AddAttributes(Element element)
    {
        var node = _record.Find("attributes"u8);
        if (!_record.IsArray(node))
        {
            return;
        }

        var attributes = new OtlpJsonAttributes(_record.Raw(node).Span, _buffers);
        while (attributes.TryNext())
        {
            OtlpOrigin.AddOfRecord(element, attributes.Key, attributes.Value);
        }
    }

    private bool TryBody(Element element, int body)
    {
        if (_record.Find(body, "stringValue"u8, "string_value"u8) is >= 0 and var text)
        {
            element.Become(element.Keep(_record.Text(text)));
            return true;
        }

        if (_record.Find(body, "bytesValue"u8, "bytes_value"u8) is >= 0 and var bytes)
        {
            return _bytes.TryBecome(element, _record.Text(bytes));
        }

        _body.Clear();
        OtlpJsonValue.Write(_record.Raw(body), _body, options);
        element.Become(element.Keep(_body.Span));
        return true;
    }
}
