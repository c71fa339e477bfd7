using Streams.Schemas.Envelopes;
using Streams.Schemas.Events;
using Streams.Schemas.Parsing;
using Streams.Schemas.Text;

namespace Streams.Schemas.Batches;

/// <summary>OpenTelemetry's logs as Protocol Buffers, the default of the collector's Kafka exporter (<c>opentelemetry.proto.logs.v1.LogsData</c>).</summary>
internal sealed class OtlpProtobuf : IBatch
{
    private const byte ResourceLogs = 0x0a;
    private readonly SharedOrigin _origin = new(OtlpOrigin.Resource);
    private readonly ByteBuffer _body = new();
    private bool _any;

    /// <inheritdoc/>
    public string Name => "OTLP protobuf";

    /// <inheritdoc/>
    public bool Recognises(Element element) => IsOtlp(element.Body);

    /// <summary>Whether the bytes are such a message: every field of its upper three levels is one of OTLP's. A file may have put a line end behind it.</summary>
    public static bool IsOtlp(ReadOnlyMemory<byte> bytes) => IsMessage(bytes) || (bytes.Span is [.., (byte)'\n'] && IsMessage(bytes[..^1]));

    private static bool IsMessage(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length < 4 || bytes.Span[0] != ResourceLogs)
        {
            return false;
        }

        var message = new ProtobufReader(bytes);
        while (message.TryNext())
        {
            if (message.Field != 1 || !message.IsBytes || !IsResource(message.Bytes))
            {
                return false;
            }
        }

        return !message.Failed;
    }

    /// <inheritdoc/>
    public DeadReason? Read(Element batch, IElementSink sink)
    {
        _any = false;
        var message = new ProtobufReader(IsMessage(batch.Body) ? batch.Body : batch.Body[..^1]);
        while (message.TryNext())
        {
            var resource = message.Bytes;
            ReadOrigin(resource);
            var parts = new ProtobufReader(resource);
            while (parts.TryNext())
            {
                if (parts.Field == 2 && parts.IsBytes)
                {
                    Scope(parts.Bytes, sink);
                }
            }
        }

        return _any ? null : DeadReason.Empty;
    }

    private static bool IsResource(ReadOnlyMemory<byte> bytes)
    {
        var parts = new ProtobufReader(bytes);
        while (parts.TryNext())
        {
            if (parts.Field is not (1 or 2 or 3 or 1000) || !parts.IsBytes || (parts.Field == 2 && !IsScope(parts.Bytes)))
            {
                return false;
            }
        }

        return !parts.Failed;
    }

    private static bool IsScope(ReadOnlyMemory<byte> bytes)
    {
        var parts = new ProtobufReader(bytes);
        while (parts.TryNext())
        {
            if (parts.Field is not (1 or 2 or 3) || !parts.IsBytes)
            {
                return false;
            }
        }

        return !parts.Failed;
    }

    private void Scope(ReadOnlyMemory<byte> scope, IElementSink sink)
    {
        var records = new ProtobufReader(scope);
        while (records.TryNext())
        {
            if (records.Field == 2)
            {
                _any = true;
                Record(records.Bytes, sink);
            }
        }
    }

    private void Record(ReadOnlyMemory<byte> record, IElementSink sink)
    {
        var element = sink.Next(record);
        (element.Envelope, element.IsCollected) = ("otlp_proto", true);
        _origin.Tell(element);
        var (time, observed, body) = (0UL, 0UL, default(ReadOnlyMemory<byte>));
        var parts = new ProtobufReader(record);
        while (parts.TryNext())
        {
            switch (parts.Field)
            {
                case 1:
                    time = parts.Number;
                    break;
                case 11:
                    observed = parts.Number;
                    break;
                case 5:
                    body = parts.Bytes;
                    break;
                case 6 when TryPair(parts.Bytes, out var key, out var value):
                    OtlpOrigin.AddOfRecord(element, key.Span, value.Span);
                    break;
            }
        }

        if (parts.Failed || body.IsEmpty)
        {
            sink.Dead(DeadReason.Malformed, parts.Failed ? "a log record of OTLP that is no message" : "a log record of OTLP without a body", record);
            return;
        }

        element.TakeHostAsNode();
        time = time is 0 or > long.MaxValue ? observed : time;
        element.Time = time is 0 or > long.MaxValue ? Timestamp.Unknown : new((long)time);
        _body.Clear();
        OtlpProtobufValue.WriteBody(body, _body);
        element.Become(element.Keep(_body.Span));
        sink.Take(element);
    }

    /// <summary>The resource's attributes, once for all its records.</summary>
    private void ReadOrigin(ReadOnlyMemory<byte> resource)
    {
        _origin.Begin();
        var parts = new ProtobufReader(resource);
        while (parts.TryNext())
        {
            var attributes = new ProtobufReader(parts.Field == 1 ? parts.Bytes : default);
            while (attributes.TryNext())
            {
                if (attributes.Field == 1 && TryPair(attributes.Bytes, out var key, out var value))
                {
                    _origin.Add(key.Span, value.Span);
                }
            }
        }
    }

    private static bool TryPair(ReadOnlyMemory<byte> pair, out ReadOnlyMemory<byte> key, out ReadOnlyMemory<byte> value)
    {
        (key, value) = (default, default);
        var parts = new ProtobufReader(pair);
        while (parts.TryNext())
        {
            if (parts.Field == 1)
            {
                key = parts.Bytes;
            }
            else if (parts.Field == 2)
            {
                var text = new ProtobufReader(parts.Bytes);
                value = text.TryNext() && text.Field == 1 ? text.Bytes : default;
            }
        }

        return !parts.Failed && !key.IsEmpty;
    }
}
