namespace Streams.Schemas.Journal;

/// <summary>Finds the other end of a connection in sshd's messages that are neither log-ins nor ends, and the user where one is named.</summary>
internal static class SshPeer
{
    /// <summary>Where the address begins, and the user; false where the message names no peer.</summary>
    public static bool TryFind(ReadOnlySpan<byte> message, out ReadOnlySpan<byte> peer, out ReadOnlySpan<byte> user)
    {
        peer = default;
        user = default;
        var rest = message;
        if (Text.Words.Skip(ref rest, "fatal: "u8))
        {
            message = rest;
        }

        if (
            Starts(message, "Did not receive identification string from "u8, out peer)
            || Starts(message, "banner exchange: Connection from "u8, out peer)
            || Starts(message, "Connection from "u8, out peer)
            || Starts(message, "Unable to negotiate with "u8, out peer)
            || Starts(message, "refused connect from "u8, out peer)
            || Starts(message, "ROOT LOGIN REFUSED FROM "u8, out peer)
            || Starts(message, "Timeout before authentication for connection from "u8, out peer)
            || Starts(message, "Timeout before authentication for "u8, out peer)
            || Starts(message, "Bad protocol version identification "u8, out peer)
            || Starts(message, "Protocol major versions differ for "u8, out peer)
        )
        {
            if (message.StartsWith("Bad protocol"u8))
            {
                // The client's own text stands in between.
                peer = peer.LastIndexOf(" from "u8) is >= 0 and var from ? peer[(from + 6)..] : default;
            }

            return !peer.IsEmpty;
        }

        if (message.StartsWith("drop connection "u8))
        {
            peer = message.IndexOf(" from ["u8) is >= 0 and var from ? message[(from + 6)..] : default;
            return !peer.IsEmpty;
        }

        return TryNamed(message, out peer, out user);
    }

    /// <summary><c>… for USER from ADDRESS</c>, <c>User USER from ADDRESS not allowed …</c>: the last <c>from</c> counts, since a name may hold anything.</summary>
    private static bool TryNamed(ReadOnlySpan<byte> message, out ReadOnlySpan<byte> peer, out ReadOnlySpan<byte> user)
    {
        peer = default;
        user = default;
        if (
            !Starts(message, "maximum authentication attempts exceeded for "u8, out var rest)
            && !(message.StartsWith("Postponed "u8) && After(message, " for "u8, out rest))
            && !(message.IndexOf(" not allowed because "u8) > 0 && Starts(message, "User "u8, out rest))
        )
        {
            return false;
        }

        Text.Words.Skip(ref rest, "invalid user "u8);
        var from = rest.LastIndexOf(" from "u8);
        if (from < 0)
        {
            return false;
        }

        user = rest[..from];
        peer = rest[(from + 6)..];
        return true;
    }

    private static bool Starts(ReadOnlySpan<byte> message, ReadOnlySpan<byte> words, out ReadOnlySpan<byte> rest)
    {
        rest = message.StartsWith(words) ? message[words.Length..] : default;
        return !rest.IsEmpty;
    }

    private static bool After(ReadOnlySpan<byte> message, ReadOnlySpan<byte> words, out ReadOnlySpan<byte> rest)
    {
        rest = message.IndexOf(words) is >= 0 and var at ? message[(at + words.Length)..] : default;
        return !rest.IsEmpty;
    }
}
