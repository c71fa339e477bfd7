using Streams.Schemas.Events;
using Streams.Schemas.Text;

namespace Streams.Schemas.Journal;

/// <summary>What sudo writes: <c>USER : [reason ;] TTY=… ; PWD=… ; USER=… ; COMMAND=…</c>.</summary>
internal static class SudoMessage
{
    /// <summary>The type of the message; what it says is added to the fields.</summary>
    public static EventType Describe(ReadOnlySpan<byte> message, FieldSet fields)
    {
        var rest = message.TrimStart((byte)' ');
        var colon = rest.IndexOf(" : "u8);
        if (colon <= 0)
        {
            return EventType.Other;
        }

        fields.Add(Field.UserName, rest[..colon]);
        rest = rest[(colon + 3)..];
        if (rest.StartsWith("("u8))
        {
            return EventType.Other;
        }

        var failed = false;
        while (!rest.IsEmpty)
        {
            if (Words.Skip(ref rest, "COMMAND="u8))
            {
                fields.Add(Field.ProcessCommandLine, rest);
                break;
            }

            var end = rest.IndexOf(" ; "u8);
            var part = end < 0 ? rest : rest[..end];
            rest = end < 0 ? default : rest[(end + 3)..];
            failed |= Part(part, fields);
        }

        fields.Add(Field.EventAction, "sudo"u8);
        fields.Add(Field.EventOutcome, failed ? "failure"u8 : "success"u8);
        return EventType.Sudo;
    }

    /// <summary>Reads a part; true where it tells why the command was refused.</summary>
    private static bool Part(ReadOnlySpan<byte> part, FieldSet fields)
    {
        if (Words.Skip(ref part, "TTY="u8))
        {
            fields.Add(Field.ProcessTty, part);
        }
        else if (Words.Skip(ref part, "USER="u8))
        {
            fields.Add(Field.TargetUserName, part);
        }
        else if (part.IndexOf((byte)'=') is not (>= 0 and < 16))
        {
            fields.Add(Field.EventReason, part);
            return true;
        }

        return false;
    }
}
