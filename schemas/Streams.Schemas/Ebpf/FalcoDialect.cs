using Streams.Schemas.Dialects;
using Streams.Schemas.Envelopes;
using Streams.Schemas.Events;
using Streams.Schemas.Json;
using Streams.Schemas.Parsing;

namespace Streams.Schemas.Ebpf;

/// <summary>Falco's JSON output. Rows about Falco itself (metrics, drops) are health, never alerts.</summary>
internal sealed class FalcoDialect(ParserOptions options) : IDialect
{
    private readonly FalcoObject _object = new();
    private readonly JsonBuffers _buffers = new();

    /// <inheritdoc/>
    public string Name => "falco";

    /// <inheritdoc/>
    public bool Begins(ReadOnlySpan<byte> json) =>
        (json.StartsWith("{\"hostname\":"u8) || json.StartsWith("{\"output\":"u8) || json.StartsWith("{\"uuid\":"u8))
        && json.IndexOf("\"output_fields\":"u8) > 0
        && json.IndexOf("\"kubernetes\":{"u8) < 0;

    /// <inheritdoc/>
    public Reading Read(Element element, ParsedEvent parsed)
    {
        if (!element.IsObject)
        {
            return Reading.None;
        }

        var json = new JsonCursor(element.Body.Span, options, _buffers);
        if (!json.Begin())
        {
            return Reading.Limit(json.Failure);
        }

        _object.Read(ref json, parsed.Fields);
        if (!json.End())
        {
            return Reading.Limit(json.Failure);
        }

        if (!_object.IsRow)
        {
            return Reading.None;
        }

        parsed.Document = element.Body;
        parsed.IsJson = true;
        parsed.SetTime(_object.Time, TimeSource.Record);
        parsed.Type = _object.IsInternal ? EventType.Health : Syscalls.TypeOf(parsed.Fields.Text(Field.SyscallName));
        FalcoConnection.Describe(parsed);
        return Reading.Done;
    }
}
