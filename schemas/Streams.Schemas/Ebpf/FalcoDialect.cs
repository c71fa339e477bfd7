using Streams.Schemas.Dialects;
using Streams.Schemas.Events;
using Streams.Schemas.Json;
using Streams.Schemas.Parsing;

namespace Streams.Schemas.Ebpf;

/// <summary>Falco's JSON output. Rows about Falco itself (metrics, drops) are health, never alerts.</summary>
internal sealed class FalcoDialect(ParserOptions options) : CursorDialect(options)
{
    private readonly FalcoObject _object = new();

    /// <inheritdoc/>
    public override string Name => "falco";

    /// <inheritdoc/>
    public override bool Begins(ReadOnlySpan<byte> json) =>
        (json.StartsWith("{\"hostname\":"u8) || json.StartsWith("{\"output\":"u8) || json.StartsWith("{\"uuid\":"u8))
        && json.IndexOf("\"output_fields\":"u8) > 0
        && json.IndexOf("\"kubernetes\":"u8) < 0;

    /// <inheritdoc/>
    protected override void ReadObject(ref JsonCursor json, FieldSet fields) => _object.Read(ref json, fields);

    /// <inheritdoc/>
    protected override bool IsMine(FieldSet fields) => _object.IsRow;

    /// <inheritdoc/>
    protected override void Describe(ParsedEvent parsed)
    {
        parsed.SetTime(_object.Time, TimeSource.Record);
        parsed.Type = _object.IsInternal ? EventType.Health : Syscalls.TypeOf(parsed.Fields.Text(Field.SyscallName));
        FalcoConnection.Describe(parsed);
        if (!_object.HasFields && !_object.IsInternal)
        {
            // The text is the rule author's form around words of the process: pod, program and file are not taken from it.
            parsed.Fields.Add(Field.Tag, EventTags.FieldsMissing);
        }
    }
}
