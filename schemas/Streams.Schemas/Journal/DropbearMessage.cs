using Streams.Schemas.Events;
using Streams.Schemas.Text;

namespace Streams.Schemas.Journal;

/// <summary>What dropbear, the ssh server of small systems, writes about log-ins.</summary>
internal static class DropbearMessage
{
    /// <summary>The type of the message; what it says is added to the fields.</summary>
    public static EventType Describe(ReadOnlySpan<byte> message, FieldSet fields)
    {
        var from = message.LastIndexOf(" from "u8);
        if (from < 0)
        {
            return EventType.Other;
        }

        var words = message[..from];
        var success = words.IndexOf(" auth succeeded for "u8) >= 0;
        var failure =
            words.StartsWith("Bad password attempt for "u8)
            || words.StartsWith("Login attempt for nonexistent user"u8)
            || words.StartsWith("Bad PAM password attempt for "u8);
        if (!success && !failure)
        {
            return EventType.Other;
        }

        fields.Add(Field.EventAction, "ssh_login"u8);
        fields.Add(Field.EventOutcome, success ? "success"u8 : "failure"u8);
        fields.Add(Field.AuthMethod, words.StartsWith("Pubkey"u8) ? "publickey"u8 : "password"u8);
        var quote = words.IndexOf((byte)'\'');
        if (quote >= 0 && words.LastIndexOf((byte)'\'') is var end && end > quote)
        {
            fields.Add(Field.UserName, words[(quote + 1)..end]);
        }

        var peer = message[(from + 6)..];
        var colon = peer.LastIndexOf((byte)':');
        if (colon > 0 && IpAddress.TryAdd(fields, Field.SourceIp, peer[..colon]) && Words.TryNumber(peer[(colon + 1)..], out var port))
        {
            fields.Add(Field.SourcePort, port);
        }

        return EventType.Login;
    }
}
