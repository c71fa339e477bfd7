using Streams.Schemas.Envelopes;
using Streams.Schemas.Events;
using Streams.Schemas.Json;
using Streams.Schemas.Parsing;
using Streams.Schemas.Text;

namespace Streams.Schemas.Batches;

/// <summary>OpenTelemetry's logs in JSON (OTLP 1.x): resources, scopes, log records.</summary>
internal sealed class OtlpJson(ParserOptions options) : IBatch
{
    private readonly JsonOutline _resource = new(options);
    private readonly JsonOutline _scope = new(options);
    private readonly JsonOutline _record = new(options);
    private readonly JsonOutline _attribute = new(options);
    private readonly SharedOrigin _origin = new(OtlpOrigin.Resource);
    private readonly ByteBuffer _body = new();
    private readonly Base64Text _bytes = new();
    private bool _any;

    /// <inheritdoc/>
    public string Name => "OTLP in JSON";

    /// <inheritdoc/>
    public bool Recognises(Element element) => element.Outline.IsArray(element.Outline.Find("resourceLogs"u8, "resource_logs"u8));

    /// <inheritdoc/>
    public DeadReason? Read(Element batch, IElementSink sink)
    {
        _any = false;
        var resources = new JsonItems(batch.Outline.Raw(batch.Outline.Find("resourceLogs"u8, "resource_logs"u8)));
        while (resources.TryNext(out var resource))
        {
            if (!_resource.Read(resource))
            {
                Dead(resource, sink);
                continue;
            }

            ReadOrigin();
            var scopes = Items(_resource, Scopes());
            while (scopes.TryNext(out var scope))
            {
                Scope(scope, sink);
            }
        }

        return _any ? null : DeadReason.Empty;
    }

    /// <summary>The resource's attributes, once for all its records.</summary>
    private void ReadOrigin()
    {
        _origin.Begin();
        var attributes = Items(_resource, _resource.Find(_resource.Find("resource"u8), "attributes"u8));
        while (attributes.TryNext(out var attribute))
        {
            if (_attribute.Read(attribute))
            {
                _origin.Add(_attribute.Text("key"u8), Scalar());
            }
        }
    }

    /// <summary>Before OTLP 0.19 a scope was an instrumentation library.</summary>
    private int Scopes() =>
        _resource.Find("scopeLogs"u8, "scope_logs"u8) is >= 0 and var scopes
            ? scopes
            : _resource.Find("instrumentationLibraryLogs"u8, "instrumentation_library_logs"u8);

    private static JsonItems Items(JsonOutline outline, int node) => new(outline.IsArray(node) ? outline.Raw(node) : "[]"u8.ToArray());

    private void Scope(ReadOnlyMemory<byte> scope, IElementSink sink)
    {
        if (!_scope.Read(scope))
        {
            Dead(scope, sink);
            return;
        }

        var items = Items(_scope, _scope.Find("logRecords"u8, "log_records"u8) is >= 0 and var records ? records : _scope.Find("logs"u8));
        while (items.TryNext(out var record))
        {
            if (_record.Read(record))
            {
                Record(record, sink);
            }
            else
            {
                Dead(record, sink);
            }
        }
    }

    private void Dead(ReadOnlyMemory<byte> bytes, IElementSink sink)
    {
        _any = true;
        sink.Dead(DeadReason.WrongKind, "a part of OTLP that is no object", bytes);
    }

    private void Record(ReadOnlyMemory<byte> record, IElementSink sink)
    {
        _any = true;
        var body = _record.Find("body"u8);
        if (!_record.IsObject(body) || _record.First(body) == JsonOutline.None)
        {
            sink.Dead(DeadReason.MissingField, "a log record of OTLP without a body", record);
            return;
        }

        var element = sink.Next(record);
        (element.Envelope, element.IsCollected) = ("otlp_json", true);
        element.Time =
            _record.TryNumber(_record.Find("timeUnixNano"u8, "time_unix_nano"u8), out var nanos) && nanos > 0
            || _record.TryNumber(_record.Find("observedTimeUnixNano"u8, "observed_time_unix_nano"u8), out nanos) && nanos > 0
                ? new(nanos)
                : Timestamp.Unknown;
        _origin.Tell(element);
        var attributes = Items(_record, _record.Find("attributes"u8));
        while (attributes.TryNext(out var attribute))
        {
            if (_attribute.Read(attribute))
            {
                OtlpOrigin.AddOfRecord(element, _attribute.Text("key"u8), Scalar());
            }
        }

        element.TakeHostAsNode();
        if (Text(body) is >= 0 and var text)
        {
            element.Become(element.Keep(_record.Text(text)));
        }
        else if (_record.Find(body, "bytesValue"u8, "bytes_value"u8) is >= 0 and var bytes)
        {
            if (!_bytes.TryBecome(element, _record.Text(bytes)))
            {
                sink.Dead(DeadReason.InvalidValue, "a body of bytes that is no base64", record);
                return;
            }
        }
        else
        {
            _body.Clear();
            OtlpJsonValue.Write(_record.Raw(body), _body, options);
            element.Become(element.Keep(_body.Span));
        }

        sink.Take(element);
    }

    private int Text(int body) => _record.Find(body, "stringValue"u8) is >= 0 and var text ? text : _record.Find(body, "string_value"u8);

    private ReadOnlySpan<byte> Scalar() => _attribute.Text(_attribute.First(_attribute.Find("value"u8)));
}
