using Streams.Schemas.Events;
using Streams.Schemas.Text;

namespace Streams.Schemas.Journal;

/// <summary>What the programs of shadow-utils write about users and groups: <c>new user: name=…, UID=…, GID=…, home=…, shell=…</c>.</summary>
internal static class AccountMessage
{
    private static readonly byte[][] Programs =
    [
        .. new[]
        {
            "useradd",
            "usermod",
            "userdel",
            "groupadd",
            "groupmod",
            "groupdel",
            "gpasswd",
            "passwd",
            "chpasswd",
            "chage",
            "adduser",
            "newusers",
        }.Select(System.Text.Encoding.ASCII.GetBytes),
    ];

    /// <summary>Whether the program is one that changes accounts.</summary>
    public static bool IsProgram(ReadOnlySpan<byte> app)
    {
        foreach (var program in Programs)
        {
            if (app.SequenceEqual(program))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The type of the message; what it says is added to the fields.</summary>
    public static EventType Describe(ReadOnlySpan<byte> app, ReadOnlySpan<byte> message, FieldSet fields)
    {
        fields.Add(Field.EventAction, app);
        fields.Add(Field.EventOutcome, message.StartsWith("failed"u8) || message.IndexOf("failure"u8) >= 0 ? "failure"u8 : "success"u8);
        var group = message.StartsWith("new group"u8) || app.StartsWith("group"u8);
        Add(group ? Field.GroupName : Field.UserName, Words.Between(message, "name="u8, (byte)','), fields);
        Add(Field.UserHome, Words.Between(message, "home="u8, (byte)','), fields);
        Add(Field.UserShell, Words.Between(message, "shell="u8, (byte)','), fields);
        if (Words.TryNumber(Words.Between(message, "UID="u8, (byte)','), out var id))
        {
            fields.Add(Field.TargetUserId, id);
        }

        if (!fields.Has(Field.UserName) && !group)
        {
            Quoted(message, fields);
        }

        return EventType.UserChange;
    }

    /// <summary><c>add 'alice' to group 'sudo'</c>, <c>delete user 'alice'</c>, <c>password changed for alice</c></summary>
    private static void Quoted(ReadOnlySpan<byte> message, FieldSet fields)
    {
        Add(Field.GroupName, Words.Between(message, "group '"u8, (byte)'\''), fields);
        var user = Words.Between(message, "add '"u8, (byte)'\'');
        user = user.IsEmpty ? Words.Between(message, "user '"u8, (byte)'\'') : user;
        Add(Field.UserName, user.IsEmpty ? Words.Between(message, "changed for "u8, (byte)' ') : user, fields);
    }

    private static void Add(Field field, ReadOnlySpan<byte> value, FieldSet fields)
    {
        if (!value.IsEmpty)
        {
            fields.Add(field, value);
        }
    }
}
