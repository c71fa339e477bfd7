using Streams.Schemas.Envelopes;
using Streams.Schemas.Events;
using Streams.Schemas.Json;
using Streams.Schemas.Parsing;
using Streams.Schemas.Sources;

namespace Streams.Schemas.Ebpf;

/// <summary>Falco's JSON output. Rows about Falco itself (metrics, drops) are health, never alerts.</summary>
internal sealed class FalcoParser(ParserOptions options) : RecordParser(EventSource.Ebpf, options)
{
    private readonly FalcoObject _object = new();
    private readonly EnvelopeReader _envelopes = new(options);
    private readonly FieldSet _origin = new();

    /// <inheritdoc />
    protected override (DeadReason Reason, string Detail) Read(in RawRecord record)
    {
        var answer = ReadDocument(record.Value);
        if (answer.Reason == DeadReason.WrongKind && TryUnwrap(record.Value, out var line))
        {
            Parsed.Reset(EventSource.Ebpf);
            answer = ReadDocument(line);
        }

        SetTimeFromOutside(in record);
        return answer;
    }

    private (DeadReason Reason, string Detail) ReadDocument(ReadOnlyMemory<byte> document)
    {
        if (!EnvelopeReader.IsObject(document.Span))
        {
            return (DeadReason.InvalidJson, "not a JSON object");
        }

        var json = new JsonCursor(document.Span, Options, Buffers);
        if (!json.Begin())
        {
            return Limit(json.Failure);
        }

        _object.Read(ref json, Parsed.Fields);
        if (!json.End())
        {
            return Limit(json.Failure);
        }

        if (!Parsed.Fields.Has(Field.RuleName))
        {
            return (DeadReason.WrongKind, "no rule");
        }

        Parsed.Document = document;
        Parsed.IsJson = true;
        SetTime(_object.Time, TimeSource.Record);
        Parsed.Type = _object.IsInternal ? EventType.Health : Syscalls.TypeOf(Parsed.Fields.Text(Field.SyscallName));
        FalcoConnection.Describe(Parsed);
        return Done;
    }

    private bool TryUnwrap(ReadOnlyMemory<byte> record, out ReadOnlyMemory<byte> line)
    {
        _origin.Clear();
        var failure = _envelopes.Unwrap(record, _origin, out var envelope);
        line = envelope.Line;
        return failure is null && envelope.HasLine && EnvelopeReader.IsObject(line.Span);
    }
}
