using Streams.Schemas.Dialects;
using Streams.Schemas.Envelopes;
using Streams.Schemas.Events;
using Streams.Schemas.Json;
using Streams.Schemas.Text;

namespace Streams.Schemas.Ebpf;

/// <summary>
/// Auditbeat's documents (ECS) of programs, connections and files: its modules <c>auditd</c>, <c>system</c> and <c>file_integrity</c>.
/// Those of log-ins and accounts are the journal's.
/// </summary>
internal sealed class AuditbeatDialect : ObjectDialect
{
    /// <summary>Its name.</summary>
    public const string OwnName = "auditbeat";

    private readonly ProcessFields _process = new();
    private readonly ByteBuffer _words = new();

    /// <inheritdoc/>
    public override string Name => OwnName;

    /// <summary>Whether the object is a document of Auditbeat.</summary>
    public static bool IsOne(JsonOutline outline) =>
        outline.Text(outline.Find(outline.Find("agent"u8), "type"u8)).SequenceEqual("auditbeat"u8)
        || outline.Text(outline.Find(outline.Find("@metadata"u8), "beat"u8)).SequenceEqual("auditbeat"u8)
        || outline.IsObject(outline.Find("auditd"u8)) && outline.Text(Module(outline)).SequenceEqual("auditd"u8);

    /// <summary>Whether it tells of a user-space record: a log-in, a session, an account.</summary>
    public static bool IsOfUser(JsonOutline outline) =>
        outline.Text(outline.Find(outline.Find("auditd"u8), "message_type"u8)) is { IsEmpty: false } kind && !kind.SequenceEqual("syscall"u8);

    /// <summary>Adds what is known of the process beside its program, and how it ended.</summary>
    public static void Describe(JsonOutline outline, FieldSet fields)
    {
        var node = outline.Find("process"u8);
        ProcessFields.Number(Field.ProcessId, outline.Text(outline.Find(node, "pid"u8)), fields);
        ProcessFields.Place(Field.ProcessWorkingDirectory, outline.Text(outline.Find(node, "working_directory"u8)), fields);
        var user = outline.Find("user"u8);
        ProcessFields.Number(Field.UserId, outline.Text(outline.Find(user, "id"u8)), fields);
        var data = outline.Find(outline.Find("auditd"u8), "data"u8);
        if (outline.Text(outline.Find(data, "tty"u8)) is { IsEmpty: false } terminal && !terminal.SequenceEqual("(none)"u8))
        {
            fields.Add(Field.ProcessTty, terminal);
        }

        var outcome = outline.Text(outline.Find(outline.Find("event"u8), "outcome"u8));
        fields.Add(Field.EventOutcome, outcome.SequenceEqual("success"u8) || outcome.SequenceEqual("failure"u8) ? outcome : default);
    }

    /// <inheritdoc/>
    protected override Reading Read(Element element, JsonOutline outline, ParsedEvent parsed)
    {
        if (!IsOne(outline) || IsOfUser(outline))
        {
            return Reading.None;
        }

        var fields = parsed.Fields;
        var call = Syscall(outline);
        Program(outline, fields);
        Describe(outline, fields);
        ProcessFields.Place(Field.UserName, outline.Text(outline.Find(outline.Find("user"u8), "name"u8)), fields);
        fields.Add(Field.SyscallName, call);
        parsed.Type = Syscalls.TypeOf(call);
        if (!outline.IsObject(outline.Find("auditd"u8)))
        {
            Action(outline, parsed);
        }

        if (parsed.Type == EventType.Network)
        {
            Connection(outline, fields);
        }
        else if (parsed.Type == EventType.File && outline.Text(outline.Find(outline.Find("file"u8), "path"u8)) is { IsEmpty: false } path)
        {
            fields.Add(Field.FilePath, path);
            WalkedPath.Settle(fields);
            fields.Add(Field.FileDescriptorName, path);
        }

        ProcessFields.Place(Field.ContainerId, outline.Text(outline.Find(outline.Find("container"u8), "id"u8)), fields);
        parsed.Document = element.Body;
        parsed.IsJson = true;
        parsed.SetTime(EnvelopeTime.Of(outline, outline.Find("@timestamp"u8)), TimeSource.Record);
        return Reading.Done;
    }

    private void Program(JsonOutline outline, FieldSet fields)
    {
        var node = outline.Find("process"u8);
        _words.Clear();
        if (outline.Find(node, "args"u8) is var arguments && outline.IsArray(arguments))
        {
            JsonTexts.Join(outline.Raw(arguments), 1, _words);
        }

        var executable = outline.Text(outline.Find(node, "executable"u8));
        executable = executable.IsEmpty ? outline.Text(outline.Find(node, "name"u8)) : executable;
        if (!executable.IsEmpty)
        {
            _process.Program(executable, _words.Span, fields);
        }
    }

    private static int Module(JsonOutline outline) => outline.Find(outline.Find("event"u8), "module"u8);

    /// <summary>The system call that the kernel told, or that what the module saw stands for.</summary>
    private static ReadOnlySpan<byte> Syscall(JsonOutline outline)
    {
        var told = outline.Text(outline.Find(outline.Find(outline.Find("auditd"u8), "data"u8), "syscall"u8));
        var data = outline.Text(outline.Find(outline.Find("event"u8), "dataset"u8));
        var action = outline.Text(outline.Find(outline.Find("event"u8), "action"u8));
        var direction = outline.Text(outline.Find(outline.Find("network"u8), "direction"u8));
        return !told.IsEmpty ? told
            : data.EndsWith("process"u8) && action.SequenceEqual("process_started"u8) ? "execve"u8
            : data.EndsWith("socket"u8) && (direction.SequenceEqual("outbound"u8) || direction.SequenceEqual("egress"u8)) ? "connect"u8
            : data.EndsWith("socket"u8) && (direction.SequenceEqual("inbound"u8) || direction.SequenceEqual("ingress"u8)) ? "accept"u8
            : default;
    }

    /// <summary>What a module other than <c>auditd</c> saw; of files a list of one.</summary>
    private static void Action(JsonOutline outline, ParsedEvent parsed)
    {
        var action = outline.Find(outline.Find("event"u8), "action"u8);
        var name = outline.Text(action);
        if (outline.IsArray(action))
        {
            var items = new JsonItems(outline.Raw(action));
            name = items.TryNext(out var first) ? first.Span.Trim("\" "u8) : default;
        }

        parsed.Fields.Add(Field.EventAction, name);
        if (outline.Text(Module(outline)).SequenceEqual("file_integrity"u8))
        {
            parsed.Type = EventType.File;
        }
    }

    private static void Connection(JsonOutline outline, FieldSet fields)
    {
        var (source, destination) = (outline.Find("source"u8), outline.Find("destination"u8));
        ProcessFields.Connection(
            outline.Text(outline.Find(source, "ip"u8)),
            outline.Text(outline.Find(source, "port"u8)),
            outline.Text(outline.Find(destination, "ip"u8)),
            outline.Text(outline.Find(destination, "port"u8)),
            fields
        );
        fields.Add(Field.NetworkTransport, outline.Text(outline.Find(outline.Find("network"u8), "transport"u8)));
    }
}
