using Streams.Schemas.Events;
using Streams.Schemas.Text;

namespace Streams.Schemas.Journal;

/// <summary>What the fields and types of Linux audit mean.</summary>
internal static class AuditdRecord
{
    /// <summary>Whether the kernel writes the key's value in hexadecimal where it holds a blank or a quote.</summary>
    public static bool IsEncoded(ReadOnlySpan<byte> key) =>
        key.SequenceEqual("acct"u8)
        || key.SequenceEqual("exe"u8)
        || key.SequenceEqual("comm"u8)
        || key.SequenceEqual("name"u8)
        || key.SequenceEqual("cmd"u8)
        || key.SequenceEqual("proctitle"u8);

    /// <summary>Adds a field.</summary>
    public static void Add(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, FieldSet fields)
    {
        if (value.IsEmpty || value.SequenceEqual("?"u8) || value.SequenceEqual("(null)"u8))
        {
            return;
        }

        switch (key.Length)
        {
            case 3 when key.SequenceEqual("pid"u8):
                Number(Field.ProcessId, value, fields);
                break;
            case 3 when key.SequenceEqual("uid"u8):
                Number(Field.UserId, value, fields);
                break;
            case 3 when key.SequenceEqual("exe"u8):
                Text(Field.ProcessExecutable, value, fields);
                break;
            case 3 when key.SequenceEqual("res"u8):
                Outcome(value.SequenceEqual("success"u8) || value.SequenceEqual("1"u8), fields);
                break;
            case 3 when key.SequenceEqual("cmd"u8):
                Text(Field.ProcessCommandLine, value, fields);
                break;
            case 9 when key.SequenceEqual("proctitle"u8):
                Text(Field.ProcessCommandLine, value, fields);
                break;
            case 3 when key.SequenceEqual("tty"u8) && !value.SequenceEqual("(none)"u8):
                Text(Field.ProcessTty, value, fields);
                break;
            case 4 when key.SequenceEqual("comm"u8):
                Text(Field.ProcessName, value, fields);
                break;
            case 4 when key.SequenceEqual("acct"u8):
                Text(Field.UserName, value, fields);
                break;
            case 4 when key.SequenceEqual("addr"u8):
                IpAddress.TryAdd(fields, Field.SourceIp, value);
                break;
            case 4 when key.SequenceEqual("unit"u8):
                Text(Field.SystemdUnit, value, fields);
                break;
            case 4 when key.SequenceEqual("name"u8):
                Text(Field.FilePath, value, fields);
                break;
            case 7 when key.SequenceEqual("success"u8):
                Outcome(value.SequenceEqual("yes"u8), fields);
                break;
            case 8 when key.SequenceEqual("terminal"u8):
                Text(Field.ProcessTty, value, fields);
                break;
        }
    }

    /// <summary>The type of an event by the record's.</summary>
    public static EventType TypeOf(ReadOnlySpan<byte> type, FieldSet fields)
    {
        var action = type switch
        {
            _ when type.SequenceEqual("USER_LOGIN"u8) => fields.Text(Field.ProcessExecutable).EndsWith("sshd"u8) ? "ssh_login"u8 : "login"u8,
            _ when type.SequenceEqual("USER_START"u8) => "session_opened"u8,
            _ when type.SequenceEqual("USER_END"u8) => "session_closed"u8,
            _ when type.SequenceEqual("USER_CMD"u8) => "sudo"u8,
            _ when type.SequenceEqual("SERVICE_START"u8) => "started"u8,
            _ when type.SequenceEqual("SERVICE_STOP"u8) => "stopped"u8,
            _ when IsAccount(type) => "user_change"u8,
            _ => default,
        };
        fields.Add(Field.EventAction, action);
        return type switch
        {
            _ when action.IsEmpty => EventType.Other,
            _ when action.EndsWith("login"u8) => EventType.Login,
            _ when action.StartsWith("session"u8) => EventType.Session,
            _ when action.SequenceEqual("sudo"u8) => EventType.Sudo,
            _ when action.SequenceEqual("user_change"u8) => EventType.UserChange,
            _ => EventType.Unit,
        };
    }

    private static bool IsAccount(ReadOnlySpan<byte> type) =>
        type.SequenceEqual("ADD_USER"u8)
        || type.SequenceEqual("DEL_USER"u8)
        || type.SequenceEqual("ADD_GROUP"u8)
        || type.SequenceEqual("DEL_GROUP"u8)
        || type.SequenceEqual("USER_CHAUTHTOK"u8);

    private static void Outcome(bool success, FieldSet fields)
    {
        if (!fields.Has(Field.EventOutcome))
        {
            fields.Add(Field.EventOutcome, success ? "success"u8 : "failure"u8);
        }
    }

    private static void Text(Field field, ReadOnlySpan<byte> value, FieldSet fields)
    {
        if (!fields.Has(field))
        {
            fields.Add(field, value);
        }
    }

    private static void Number(Field field, ReadOnlySpan<byte> value, FieldSet fields)
    {
        if (!fields.Has(field) && Words.TryNumber(value, out var number))
        {
            fields.Add(field, number);
        }
    }
}
