using Streams.Schemas.Events;
using Streams.Schemas.Text;

namespace Streams.Schemas.Journal;

/// <summary>What PAM's modules write on behalf of a program: <c>pam_unix(sshd:session): session opened for user X by Y(uid=0)</c>.</summary>
internal static class PamMessage
{
    /// <summary>Whether the message is PAM's: by its module, or, as older systems write it, by its words alone.</summary>
    public static bool IsPam(ReadOnlySpan<byte> message) =>
        message.StartsWith("pam_"u8)
        || message.StartsWith("authentication failure;"u8)
        || message.StartsWith("session opened for user "u8)
        || message.StartsWith("session closed for user "u8);

    /// <summary>The type of the message; what it says is added to the fields.</summary>
    public static EventType Describe(ReadOnlySpan<byte> message, FieldSet fields)
    {
        var colon = message.StartsWith("pam_"u8) ? message.IndexOf("): "u8) : -3;
        if (colon == -1)
        {
            return EventType.Other;
        }

        var rest = message[(colon + 3)..];
        if (Words.Skip(ref rest, "session opened for user "u8))
        {
            fields.Add(Field.EventAction, "session_opened"u8);
            Opened(rest, fields);
            return EventType.Session;
        }

        if (Words.Skip(ref rest, "session closed for user "u8))
        {
            fields.Add(Field.EventAction, "session_closed"u8);
            fields.Add(Field.UserName, Name(rest));
            return EventType.Session;
        }

        if (Words.Skip(ref rest, "password changed for "u8))
        {
            fields.Add(Field.EventAction, "password_changed"u8);
            AddName(Name(rest), fields);
            return EventType.UserChange;
        }

        if (rest.StartsWith("authentication failure;"u8))
        {
            fields.Add(Field.EventAction, "pam_authentication"u8);
            fields.Add(Field.EventOutcome, "failure"u8);
            IpAddress.TryAdd(fields, Field.SourceIp, Words.Between(rest, " rhost="u8, (byte)' '));
            AddName(Words.Between(rest, " user="u8, (byte)' '), fields);
        }
        else if (rest.IndexOf(" by user \""u8) >= 0)
        {
            AddName(Words.Between(rest, " by user \""u8, (byte)'"'), fields);
        }

        return EventType.Other;
    }

    /// <summary><c>TARGET(uid=N) by USER(uid=N)</c>: who opened it is the user, where named.</summary>
    private static void Opened(ReadOnlySpan<byte> rest, FieldSet fields)
    {
        var target = Name(rest);
        var by = rest.IndexOf(" by "u8);
        var user = by < 0 ? default : Name(rest[(by + 4)..]);
        AddName(user.IsEmpty ? target : user, fields);
        if (!user.IsEmpty)
        {
            fields.Add(Field.TargetUserName, target);
        }
    }

    private static ReadOnlySpan<byte> Name(ReadOnlySpan<byte> text) => text.IndexOfAny((byte)'(', (byte)' ') is >= 0 and var end ? text[..end] : text;

    private static void AddName(ReadOnlySpan<byte> name, FieldSet fields)
    {
        if (!name.IsEmpty)
        {
            fields.Add(Field.UserName, name);
        }
    }
}
