using Streams.Schemas.Events;
using Streams.Schemas.Text;

namespace Streams.Schemas.Journal;

/// <summary>What sshd writes about log-ins and connections.</summary>
internal static class SshMessage
{
    /// <summary>The type of the message; what it says is added to the fields.</summary>
    public static EventType Describe(ReadOnlySpan<byte> message, FieldSet fields)
    {
        // sshd writes a name's line end as an escape: what follows one is another's.
        var rest = message[..(message.IndexOf((byte)'\n') is >= 0 and var end ? end : message.Length)];
        Words.Skip(ref rest, "error: "u8);
        if (Words.Skip(ref rest, "Accepted "u8))
        {
            return Attempt(rest, "success"u8, fields);
        }

        if (Words.Skip(ref rest, "Failed "u8))
        {
            return Attempt(rest, "failure"u8, fields);
        }

        if (Words.Skip(ref rest, "Invalid user "u8) || Words.Skip(ref rest, "Illegal user "u8))
        {
            fields.Add(Field.EventAction, "ssh_invalid_user"u8);
            fields.Add(Field.EventOutcome, "failure"u8);
            AddUserFrom(rest, fields);
            return EventType.Login;
        }

        if (SshPeer.TryFind(rest, out var peer, out var user))
        {
            AddUser(user, fields);
            AddAddress(peer, fields);
        }
        else if (Words.Skip(ref rest, "subsystem request for "u8) && rest.IndexOf(" by user "u8) is >= 0 and var by)
        {
            AddUser(rest[(by + 9)..], fields);
        }
        else if (
            Words.Skip(ref rest, "Connection closed by "u8)
            || Words.Skip(ref rest, "Disconnected from "u8)
            || Words.Skip(ref rest, "Connection reset by "u8)
            || Words.Skip(ref rest, "Received disconnect from "u8)
        )
        {
            fields.Add(Field.EventAction, "ssh_disconnect"u8);
            AddPeer(rest, fields);
        }

        return EventType.Other;
    }

    /// <summary><c>METHOD for [invalid user] NAME from ADDRESS port N ssh2</c></summary>
    private static EventType Attempt(ReadOnlySpan<byte> rest, ReadOnlySpan<byte> outcome, FieldSet fields)
    {
        var method = Words.Cut(ref rest, (byte)' ');
        if (!Words.Skip(ref rest, "for "u8))
        {
            return EventType.Other;
        }

        var unknown = Words.Skip(ref rest, "invalid user "u8) || Words.Skip(ref rest, "illegal user "u8);
        if (!unknown && (rest.IndexOf(" from "u8) is >= 0 and var from) && rest[from..].IndexOf(" ssh2: "u8) is > 0 and var end)
        {
            // An account's name holds no blank, but what a certificate says of itself, behind the connection, is whoever made it's.
            rest = rest[..(from + end)];
        }

        fields.Add(Field.EventAction, "ssh_login"u8);
        fields.Add(Field.EventOutcome, outcome);
        fields.Add(Field.AuthMethod, method);
        AddUserFrom(rest, fields);
        return EventType.Login;
    }

    /// <summary><c>NAME from ADDRESS port N</c>; a name may hold anything, so the last <c>from</c> counts.</summary>
    private static void AddUserFrom(ReadOnlySpan<byte> rest, FieldSet fields)
    {
        var from = rest.LastIndexOf(" from "u8);
        if (from >= 0)
        {
            AddUser(rest[..from], fields);
            AddAddress(rest[(from + 6)..], fields);
        }
        else if (Words.Skip(ref rest, "from "u8))
        {
            AddAddress(rest, fields);
        }
        else
        {
            AddUser(rest, fields);
        }
    }

    private static void AddUser(ReadOnlySpan<byte> name, FieldSet fields)
    {
        if (!name.IsEmpty)
        {
            fields.Add(Field.UserName, name);
        }
    }

    /// <summary><c>[[authenticating|invalid] user NAME] ADDRESS [port N]</c></summary>
    private static void AddPeer(ReadOnlySpan<byte> rest, FieldSet fields)
    {
        Words.Skip(ref rest, "authenticating "u8);
        Words.Skip(ref rest, "invalid "u8);
        if (Words.Skip(ref rest, "user "u8))
        {
            AddUser(Words.Cut(ref rest, (byte)' '), fields);
        }

        AddAddress(rest, fields);
    }

    private static void AddAddress(ReadOnlySpan<byte> rest, FieldSet fields)
    {
        var address = Words.Next(ref rest).TrimEnd((byte)',');
        if (address is [(byte)'[', ..] && address.IndexOf("]:"u8) is > 0 and var close)
        {
            // [ADDRESS]:PORT
            if (IpAddress.TryAdd(fields, Field.SourceIp, address[1..close]) && Words.TryNumber(address[(close + 2)..], out var number))
            {
                fields.Add(Field.SourcePort, number);
            }

            return;
        }

        if (!IpAddress.TryAdd(fields, Field.SourceIp, address) && !(address is [.., (byte)':'] && IpAddress.TryAdd(fields, Field.SourceIp, address[..^1])))
        {
            return;
        }

        if (
            Words.Skip(ref rest, "port "u8)
            && rest[..(rest.IndexOfAny((byte)' ', (byte)':') is >= 0 and var end ? end : rest.Length)] is var digits
            && Words.TryNumber(digits, out var port)
        )
        {
            fields.Add(Field.SourcePort, port);
        }
    }
}
