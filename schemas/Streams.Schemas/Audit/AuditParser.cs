using Streams.Schemas.Envelopes;
using Streams.Schemas.Events;
using Streams.Schemas.Json;
using Streams.Schemas.Parsing;
using Streams.Schemas.Sources;

namespace Streams.Schemas.Audit;

/// <summary>
/// Kubernetes audit: <c>audit.k8s.io/v1</c> and <c>v1beta1</c>, one Event or an EventList (a webhook's batch).
/// A list is checked whole before its first item leaves; then a bad item is dead with its index and the others go on.
/// </summary>
internal sealed class AuditParser(ParserOptions options) : RecordParser(EventSource.Audit, options)
{
    private readonly AuditItem _item = new();
    private readonly EnvelopeReader _envelopes = new(options);
    private readonly FieldSet _origin = new();
    private readonly List<(int Start, int Length)> _items = [];
    private ReadOnlyMemory<byte> _document;
    private bool _isList;

    /// <inheritdoc />
    protected override (DeadReason Reason, string Detail) Read(in RawRecord record)
    {
        var (reason, detail) = ReadDocument(record.Value);
        if (detail.Length > 0 && reason is DeadReason.WrongKind or DeadReason.MissingField && TryUnwrap(record.Value, out var line))
        {
            Parsed.Reset(EventSource.Audit);
            (reason, detail) = ReadDocument(line);
        }

        return (reason, detail);
    }

    /// <inheritdoc />
    protected override void Deliver(in RawRecord record, IParseSink sink)
    {
        if (!_isList)
        {
            Send(in record, _document, sink);
            return;
        }

        if (_items.Count == 0)
        {
            sink.OnDead(new DeadElement(DeadReason.Empty, "a list without items", 0, record.Value));
        }

        for (var index = 0; index < _items.Count; index++)
        {
            var (start, length) = _items[index];
            var document = _document.Slice(start, length);
            Parsed.Reset(EventSource.Audit);
            Parsed.Index = index;
            if (document.Span[0] != '{')
            {
                sink.OnDead(new DeadElement(DeadReason.WrongKind, "an item that is no object", index, document));
                continue;
            }

            var json = new JsonCursor(document.Span, Options, Buffers);
            json.Begin();
            _item.Read(ref json, Parsed.Fields, null);
            if (json.Failure is { } failure)
            {
                sink.OnDead(new DeadElement(failure, Limit(failure).Detail, index, document));
            }
            else if (_item.Fault is { } fault)
            {
                sink.OnDead(new DeadElement(_item.FaultReason, fault, index, document));
            }
            else
            {
                Send(in record, document, sink);
            }
        }
    }

    private (DeadReason Reason, string Detail) ReadDocument(ReadOnlyMemory<byte> document)
    {
        _document = document;
        _items.Clear();
        var json = new JsonCursor(document.Span, Options, Buffers);
        if (!EnvelopeReader.IsObject(document.Span) || !json.Begin())
        {
            return Limit(json.Failure);
        }

        _item.Read(ref json, Parsed.Fields, _items);
        if (!json.End())
        {
            return Limit(json.Failure);
        }

        _isList = _item.IsList;
        return _isList || _item.Fault is not { } fault ? Done : (_item.FaultReason, fault);
    }

    private bool TryUnwrap(ReadOnlyMemory<byte> record, out ReadOnlyMemory<byte> line)
    {
        _origin.Clear();
        var failure = _envelopes.Unwrap(record, _origin, out var envelope);
        line = envelope.Line;
        return failure is null && envelope.HasLine && EnvelopeReader.IsObject(line.Span);
    }

    private void Send(in RawRecord record, ReadOnlyMemory<byte> document, IParseSink sink)
    {
        Parsed.Document = document;
        Parsed.IsJson = true;
        Parsed.Type = AuditRequest.Describe(Parsed.Fields, _item.BodyCommand);
        AuditEffect.Describe(Parsed.Fields, _item.HasBodyDryRun);
        SetTime(_item.Time, TimeSource.Record);
        SetTimeFromOutside(in record);
        sink.OnEvent(Parsed);
    }
}
