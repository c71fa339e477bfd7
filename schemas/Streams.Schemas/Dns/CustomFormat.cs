using Streams.Schemas.Dialects;
using Streams.Schemas.Events;
using Streams.Schemas.Parsing;

namespace Streams.Schemas.Dns;

/// <summary>
/// A query in a log format of the operator's own (<c>log . "{remote} {type} {name} {rcode}"</c>): its words are told by what they are, in any order, also behind
/// <c>key=</c> or <c>key:</c>. A name ends in a dot and holds no blank that is not escaped, so no client can write another word. What lacks who asked, for what, or of
/// which type is refused, for no rule could look at it.
/// </summary>
internal static class CustomFormat
{
    private const string Mend =
        "a query in a log format of CoreDNS of its own, without one of {remote}, {name} (with its final dot) and {type}: add it, or use the format common";

    /// <summary>The words that are none of a name, an address or a number.</summary>
    private static readonly byte[][] Types = Words(
        "A AAAA ANY AXFR CAA CNAME DNSKEY DS HINFO HTTPS IXFR MX NAPTR NS NULL OPT PTR SOA SPF SRV SSHFP SVCB TLSA TXT URI"
    );
    private static readonly byte[][] Classes = Words("IN CH HS");
    private static readonly byte[][] Codes = Words("NOERROR FORMERR SERVFAIL NXDOMAIN NOTIMP REFUSED YXDOMAIN YXRRSET NXRRSET NOTAUTH NOTZONE BADVERS BADKEY");
    private static readonly byte[][] Transports = Words("udp tcp tls https quic grpc");

    /// <summary>Reads what follows <c>[INFO] </c>; of another where there are no signs of a query.</summary>
    public static Reading Read(ReadOnlySpan<byte> line, FieldSet fields, ClusterNames cluster)
    {
        if (line.StartsWith("plugin/"u8))
        {
            return Reading.None;
        }

        ReadOnlySpan<byte> remote = default,
            name = default,
            type = default,
            kind = default,
            code = default,
            transport = default,
            duration = default;
        while (!line.IsEmpty)
        {
            var word = Value(Next(ref line));
            _ =
                Take(ref type, word, Is(word, Types) || (word.StartsWith("TYPE"u8) && word.Length > 4))
                || Take(ref kind, word, Is(word, Classes))
                || Take(ref code, word, Is(word, Codes))
                || Take(ref transport, word, Is(word, Transports))
                || Take(ref name, word, word is [.., (byte)'.'])
                || Take(ref remote, word, DnsAddress.IsOne(word))
                || Take(ref duration, word, word is [(>= (byte)'0' and <= (byte)'9'), .., (byte)'s']);
        }

        var signs = (remote.IsEmpty ? 0 : 1) + (name.IsEmpty ? 0 : 1) + (type.IsEmpty ? 0 : 1);
        if (signs < 3)
        {
            return signs + (code.IsEmpty ? 0 : 1) < 2 ? Reading.None : Reading.Dead(DeadReason.MissingField, Mend);
        }

        DnsAddress.TryAdd(remote, fields);
        fields.Add(Field.QuestionType, type);
        fields.Add(Field.QuestionClass, kind);
        CoreDnsLine.AddName(name, fields, cluster);
        fields.Add(Field.NetworkTransport, transport);
        if (!code.IsEmpty)
        {
            CoreDnsLine.AddCode(code, fields);
        }

        CoreDnsLine.AddDuration(duration, fields);
        return Reading.Done;
    }

    private static bool Take(ref ReadOnlySpan<byte> into, ReadOnlySpan<byte> word, bool isOne)
    {
        into = isOne && into.IsEmpty ? word : into;
        return isOne;
    }

    /// <summary>The next word; a blank behind a backslash belongs to it.</summary>
    private static ReadOnlySpan<byte> Next(scoped ref ReadOnlySpan<byte> line)
    {
        line = line.TrimStart((byte)' ');
        var end = DnsName.End(line);
        var word = line[..end];
        line = line[end..];
        return word;
    }

    /// <summary>The word without its key, quotes, brackets and comma.</summary>
    private static ReadOnlySpan<byte> Value(ReadOnlySpan<byte> word)
    {
        if (word.IndexOf((byte)'=') is > 0 and <= 12 and var equals && word[..equals].IndexOfAnyExceptInRange((byte)'_', (byte)'z') < 0)
        {
            word = word[(equals + 1)..];
        }

        word = word.TrimEnd((byte)',');
        return word is [(byte)'"', ..] ? word[1..].TrimEnd((byte)'"') : word.TrimEnd((byte)'"');
    }

    private static bool Is(ReadOnlySpan<byte> word, byte[][] words)
    {
        foreach (var one in words)
        {
            if (word.SequenceEqual(one))
            {
                return true;
            }
        }

        return false;
    }

    private static byte[][] Words(string words) => [.. words.Split(' ').Select(System.Text.Encoding.ASCII.GetBytes)];
}
