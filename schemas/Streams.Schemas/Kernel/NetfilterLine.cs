using Streams.Schemas.Events;
using Streams.Schemas.Text;

namespace Streams.Schemas.Kernel;

/// <summary>
/// A line of netfilter's LOG target: any prefix, then <c>IN=… OUT=… [MAC=…] SRC=… DST=… LEN=… … PROTO=…</c>.
/// A packet in brackets (what an ICMP error is about) is not the event's; of two lengths the first, the packet's, counts.
/// </summary>
internal static class NetfilterLine
{
    private static ReadOnlySpan<byte> Flags => "SYN ACK FIN RST PSH URG ECE CWR "u8;

    /// <summary>Adds the packet's fields; false, and nothing added, where the line is none.</summary>
    public static bool TryRead(ReadOnlySpan<byte> message, FieldSet fields)
    {
        var start = Start(message);
        if (start < 0 || message[start..].IndexOf(" SRC="u8) < 0 || message[start..].IndexOf(" DST="u8) < 0)
        {
            return false;
        }

        var rest = message[start..];
        AddPrefix(message[..start], fields);
        var nested = rest.IndexOf(" ["u8);
        rest = nested < 0 ? rest : rest[..nested];
        Span<byte> flags = stackalloc byte[40];
        var flagged = 0;
        while (!rest.IsEmpty)
        {
            var word = Words.Next(ref rest);
            var equals = word.IndexOf((byte)'=');
            if (equals > 0)
            {
                AddValue(word[..equals], word[(equals + 1)..], fields);
            }
            else if (word.Length == 3 && Flags.IndexOf(word) >= 0 && flagged + 4 <= flags.Length)
            {
                flags[flagged++] = (byte)',';
                word.CopyTo(flags[flagged..]);
                flagged += 3;
            }
        }

        if (flagged > 0)
        {
            fields.Add(Field.TcpFlags, flags[1..flagged]);
        }

        return true;
    }

    private static void AddPrefix(ReadOnlySpan<byte> prefix, FieldSet fields)
    {
        prefix = prefix.Trim((byte)' ');
        var name = prefix.TrimEnd(": "u8);
        if (!name.IsEmpty)
        {
            fields.Add(Field.NetfilterPrefix, name);
        }

        fields.Add(Field.EventAction, NetfilterVerdict.Of(prefix));
    }

    /// <summary>
    /// Where the kernel's own text begins: at the last <c>IN=NAME OUT=</c>, which it writes right behind the rule's prefix, whatever that holds and however it ends
    /// (<c>--log-prefix DROP</c> gives <c>DROPIN=eth0</c>); else at the last <c>IN=</c> that is no end of another word.
    /// </summary>
    private static int Start(ReadOnlySpan<byte> message)
    {
        for (var end = message.Length; message[..end].LastIndexOf(" OUT="u8) is >= 0 and var egress; end = egress)
        {
            var word = message[..egress].LastIndexOf((byte)' ') + 1;
            if (message[word..egress].LastIndexOf("IN="u8) is >= 0 and var ingress)
            {
                return word + ingress;
            }
        }

        for (var end = message.Length; end > 0; )
        {
            var at = message[..end].LastIndexOf("IN="u8);
            if (at <= 0 || !IsWord(message[at - 1]))
            {
                return at;
            }

            end = at;
        }

        return -1;
    }

    private static bool IsWord(byte octet) =>
        octet is (>= (byte)'A' and <= (byte)'Z') or (>= (byte)'a' and <= (byte)'z') or (>= (byte)'0' and <= (byte)'9') or (byte)'_';

    private static void AddValue(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, FieldSet fields)
    {
        if (value.IsEmpty)
        {
            return;
        }

        switch (key.Length)
        {
            case 2 when key.SequenceEqual("IN"u8):
                fields.Add(Field.IngressInterface, value);
                break;
            case 3:
                AddThree(key, value, fields);
                break;
            case 4 when key.SequenceEqual("TYPE"u8):
                AddNumber(Field.IcmpType, value, fields, byte.MaxValue);
                break;
            case 4 when key.SequenceEqual("CODE"u8):
                AddNumber(Field.IcmpCode, value, fields, byte.MaxValue);
                break;
            case 5 when key.SequenceEqual("PROTO"u8):
                fields.Add(Field.NetworkTransport, Transport.Name(value));
                break;
        }
    }

    private static void AddThree(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, FieldSet fields)
    {
        switch (key[0])
        {
            case (byte)'S' when key.SequenceEqual("SRC"u8):
                if (IpAddress.TryAdd(fields, Field.SourceIp, value))
                {
                    fields.Add(Field.NetworkType, fields.Text(Field.SourceIp).Contains((byte)':') ? "ipv6"u8 : "ipv4"u8);
                }

                break;
            case (byte)'D' when key.SequenceEqual("DST"u8):
                IpAddress.TryAdd(fields, Field.DestinationIp, value);
                break;
            case (byte)'S' when key.SequenceEqual("SPT"u8):
                AddNumber(Field.SourcePort, value, fields, ushort.MaxValue);
                break;
            case (byte)'D' when key.SequenceEqual("DPT"u8):
                AddNumber(Field.DestinationPort, value, fields, ushort.MaxValue);
                break;
            case (byte)'O' when key.SequenceEqual("OUT"u8):
                fields.Add(Field.EgressInterface, value);
                break;
            case (byte)'L' when key.SequenceEqual("LEN"u8) && !fields.Has(Field.NetworkBytes):
                AddNumber(Field.NetworkBytes, value, fields, uint.MaxValue);
                break;
            case (byte)'M' when key.SequenceEqual("MAC"u8) && value.Length >= 41:
                fields.Add(Field.DestinationMac, value[..17]);
                fields.Add(Field.SourceMac, value[18..35]);
                break;
        }
    }

    private static void AddNumber(Field field, ReadOnlySpan<byte> value, FieldSet fields, long most)
    {
        if (Words.TryNumber(value, out var number) && number >= 0 && number <= most)
        {
            fields.Add(field, number);
        }
    }
}
