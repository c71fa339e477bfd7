using Streams.Schemas.Dialects;
using Streams.Schemas.Envelopes;
using Streams.Schemas.Events;
using Streams.Schemas.Json;
using Streams.Schemas.Parsing;

namespace Streams.Schemas.Audit;

/// <summary>One event of Kubernetes audit: <c>audit.k8s.io/v1</c> and <c>v1beta1</c>.</summary>
internal sealed class AuditDialect(ParserOptions options) : IDialect
{
    private readonly AuditItem _item = new(options);
    private readonly JsonBuffers _buffers = new();

    /// <inheritdoc/>
    public string Name => "audit.k8s.io";

    /// <inheritdoc/>
    public bool Begins(ReadOnlySpan<byte> json) =>
        json.StartsWith("{\"kind\":\"Event\","u8) || json.StartsWith("{\"level\":\"Re"u8) || json.StartsWith("{\"level\":\"Meta"u8);

    /// <inheritdoc/>
    public Reading Read(Element element, ParsedEvent parsed)
    {
        if (!element.IsObject)
        {
            return Reading.None;
        }

        return Read(element.Body, parsed);
    }

    /// <summary>Reads an event of Kubernetes audit.</summary>
    public Reading Read(ReadOnlyMemory<byte> document, ParsedEvent parsed)
    {
        var json = new JsonCursor(document.Span, options, _buffers);
        if (!json.Begin())
        {
            return Reading.Limit(json.Failure);
        }

        _item.Read(ref json, parsed.Fields);
        if (!json.End())
        {
            return Reading.Limit(json.Failure);
        }

        if (_item.Fault is { } fault)
        {
            return Reading.Dead(DeadReason.WrongKind, fault);
        }

        if (!_item.IsAudit)
        {
            return Reading.None;
        }

        parsed.Document = document;
        parsed.IsJson = true;
        parsed.Type = AuditRequest.Describe(parsed.Fields, _item.BodyCommand);
        AuditEffect.Describe(parsed.Fields, _item.HasBodyDryRun);
        parsed.SetTime(_item.Time, TimeSource.Record);
        return Reading.Done;
    }
}
