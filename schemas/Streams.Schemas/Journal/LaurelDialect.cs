using Streams.Schemas.Dialects;
using Streams.Schemas.Envelopes;
using Streams.Schemas.Events;
using Streams.Schemas.Json;
using Streams.Schemas.Parsing;
using Streams.Schemas.Text;

namespace Streams.Schemas.Journal;

/// <summary>
/// Laurel's JSON: all records of one event of Linux audit, each under its type (<c>{"ID":"1795514401.123:456","SYSCALL":{…},"EXECVE":{"ARGV":[…]}}</c>).
/// </summary>
internal sealed class LaurelDialect(ParserOptions options) : ObjectDialect
{
    private readonly JsonOutline _record = new(options);
    private readonly ByteBuffer _commandLine = new();

    /// <inheritdoc/>
    public override string Name => "laurel";

    /// <inheritdoc/>
    protected override Reading Read(Element element, JsonOutline outline, ParsedEvent parsed)
    {
        if (element.IsOfContainer || !NamedProgram.MayAudit(element, parsed))
        {
            return Reading.None;
        }

        var fields = parsed.Fields;
        var id = outline.Text("ID"u8);
        if (id.IndexOf((byte)':') is not (> 0 and var colon) || EnvelopeTime.Of(id[..colon]) is var time && !time.IsKnown)
        {
            return Reading.None;
        }

        OriginName.Add(fields, Field.HostName, outline.Text("NODE"u8));
        Records(outline, parsed);
        parsed.Document = element.Body;
        parsed.IsJson = true;
        parsed.SetTime(time, TimeSource.Record);
        return Reading.Done;
    }

    private void Records(JsonOutline outline, ParsedEvent parsed)
    {
        for (var node = outline.First(0); node != JsonOutline.None; node = outline.Next(node))
        {
            if (outline.IsObject(node))
            {
                Record(outline, node, parsed);
            }
            else if (outline.IsArray(node) && outline.Name(node).SequenceEqual("PATH"u8))
            {
                var items = new JsonItems(outline.Raw(node));
                if (items.TryNext(out var path) && _record.Read(path))
                {
                    AuditdRecord.Add("name"u8, _record.Text("name"u8), parsed.Fields);
                }
            }
        }
    }

    private void Record(JsonOutline outline, int node, ParsedEvent parsed)
    {
        var name = outline.Name(node);
        if (name.SequenceEqual("PARENT_INFO"u8))
        {
            return;
        }

        for (var member = outline.First(node); member != JsonOutline.None; member = outline.Next(member))
        {
            AuditdRecord.Add(outline.Name(member), outline.Text(member), parsed.Fields);
        }

        if (
            (name.SequenceEqual("EXECVE"u8) || name.SequenceEqual("PROCTITLE"u8))
            && outline.Find(node, "ARGV"u8) is var arguments
            && outline.IsArray(arguments)
        )
        {
            _commandLine.Clear();
            JsonTexts.Join(outline.Raw(arguments), 0, _commandLine);
            if (name.SequenceEqual("EXECVE"u8) || !parsed.Fields.Has(Field.ProcessCommandLine))
            {
                // What proctitle says is cut and the program's own to change.
                parsed.Fields.Replace(Field.ProcessCommandLine, _commandLine.Span);
            }
        }

        parsed.Type = parsed.Type == EventType.Other ? AuditdRecord.TypeOf(name, parsed.Fields) : parsed.Type;
    }
}
