using Streams.Schemas.Dialects;
using Streams.Schemas.Envelopes;
using Streams.Schemas.Events;
using Streams.Schemas.Json;
using Streams.Schemas.Text;

namespace Streams.Schemas.Ebpf;

/// <summary>
/// osquery's results, one row an event: what a row is of is told by its columns, since the query's name is whoever wrote it. Rows that went (<c>removed</c>) and
/// snapshots tell a state and not what happened.
/// </summary>
internal sealed class OsqueryDialect : ObjectDialect
{
    private readonly ProcessFields _process = new();

    /// <inheritdoc/>
    public override string Name => "osquery";

    /// <inheritdoc/>
    protected override Reading Read(Element element, JsonOutline outline, ParsedEvent parsed)
    {
        var columns = outline.Find("columns"u8);
        if (
            !outline.IsString(outline.Find("hostIdentifier"u8))
            || !outline.Has("unixTime"u8)
            || !(outline.IsObject(columns) || outline.Has("snapshot"u8) || outline.Has("diffResults"u8))
        )
        {
            return Reading.None;
        }

        var fields = parsed.Fields;
        fields.Add(Field.RuleName, outline.Text("name"u8));
        ProcessFields.Place(Field.NodeName, outline.Text("hostIdentifier"u8), fields);
        if (outline.IsObject(columns) && outline.Text("action"u8).SequenceEqual("added"u8))
        {
            Row(outline, columns, parsed);
        }

        parsed.Document = element.Body;
        parsed.IsJson = true;
        parsed.SetTime(EnvelopeTime.Of(outline, outline.Find("unixTime"u8)), TimeSource.Record);
        return Reading.Done;
    }

    private void Row(JsonOutline outline, int columns, ParsedEvent parsed)
    {
        var fields = parsed.Fields;
        var path = Column("path"u8);
        var command = Column("cmdline"u8);
        if (!Column("target_path"u8).IsEmpty)
        {
            parsed.Type = EventType.File;
            fields.Add(Field.EventAction, Column("action"u8));
            fields.Add(Field.FilePath, Column("target_path"u8));
            WalkedPath.Settle(fields);
            fields.Add(Field.FileDescriptorName, Column("target_path"u8));
        }
        else if (!Column("remote_address"u8).IsEmpty)
        {
            fields.Add(Field.SyscallName, Column("action"u8).IsEmpty ? Column("syscall"u8) : Column("action"u8));
            ProcessFields.Connection(Column("local_address"u8), Column("local_port"u8), Column("remote_address"u8), Column("remote_port"u8), fields);
            parsed.Type = EventType.Network;
        }
        else if (!command.IsEmpty && !Column("time"u8).IsEmpty && !path.IsEmpty)
        {
            fields.Add(Field.SyscallName, Column("syscall"u8).IsEmpty ? "execve"u8 : Column("syscall"u8));
            parsed.Type = EventType.Process;
        }
        else
        {
            return;
        }

        Process(path, command, fields);
        ProcessFields.Number(Field.ProcessId, Column("pid"u8), fields);
        ProcessFields.Place(Field.ProcessWorkingDirectory, Column("cwd"u8), fields);
        if (parsed.Type == EventType.Process)
        {
            ProcessFields.Number(Field.UserId, Column("uid"u8), fields);
            fields.Add(Field.UserName, Column("uid"u8).SequenceEqual("0"u8) ? "root"u8 : default);
        }

        parsed.SetTime(EnvelopeTime.Of(Column("time"u8)), TimeSource.Record);

        ReadOnlySpan<byte> Column(ReadOnlySpan<byte> name) => outline.Text(outline.Find(columns, name));
    }

    private void Process(ReadOnlySpan<byte> path, ReadOnlySpan<byte> command, FieldSet fields)
    {
        if (path.IsEmpty)
        {
            return;
        }

        _ = Words.Cut(ref command, (byte)' ');
        _process.Program(path, command, fields);
    }
}
