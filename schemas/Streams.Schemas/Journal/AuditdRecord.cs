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

        if (key.SequenceEqual("res"u8))
        {
            Outcome(value.SequenceEqual("success"u8) || value.SequenceEqual("1"u8), fields);
        }
        else if (key.SequenceEqual("success"u8))
        {
            Outcome(value.SequenceEqual("yes"u8), fields);
        }
        else if (key.SequenceEqual("addr"u8))
        {
            IpAddress.TryAdd(fields, Field.SourceIp, value);
        }
        else if (FieldOf(key) is not Field.Count and var field && (field != Field.ProcessTty || !value.SequenceEqual("(none)"u8)))
        {
            AddFirst(field, value, fields);
            if (field == Field.FilePath)
            {
                WalkedPath.Settle(fields);
            }
        }
    }

    private static Field FieldOf(ReadOnlySpan<byte> key) =>
        key switch
        {
            _ when key.SequenceEqual("pid"u8) => Field.ProcessId,
            _ when key.SequenceEqual("uid"u8) => Field.UserId,
            _ when key.SequenceEqual("exe"u8) => Field.ProcessExecutable,
            _ when key.SequenceEqual("cmd"u8) || key.SequenceEqual("proctitle"u8) => Field.ProcessCommandLine,
            _ when key.SequenceEqual("tty"u8) || key.SequenceEqual("terminal"u8) => Field.ProcessTty,
            _ when key.SequenceEqual("comm"u8) => Field.ProcessName,
            _ when key.SequenceEqual("acct"u8) => Field.UserName,
            _ when key.SequenceEqual("unit"u8) => Field.SystemdUnit,
            _ when key.SequenceEqual("name"u8) => Field.FilePath,
            _ => Field.Count,
        };

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

    private static void AddFirst(Field field, ReadOnlySpan<byte> value, FieldSet fields)
    {
        if (fields.Has(field))
        {
            return;
        }

        if (field is not (Field.ProcessId or Field.UserId))
        {
            fields.Add(field, value);
        }
        else if (Words.TryNumber(value, out var number))
        {
            fields.Add(field, number);
        }
    }
}
