using Streams.Schemas.Events;
using Streams.Schemas.Text;

namespace Streams.Schemas.Dns;

/// <summary>
/// A line of CoreDNS' <c>log</c> plugin, common or combined:
/// <c>REMOTE:PORT - ID "TYPE CLASS NAME PROTO SIZE DO BUFSIZE" RCODE FLAGS RSIZE DURATION</c>.
/// </summary>
internal static class CoreDnsLine
{
    /// <summary>Adds the query's fields; false where the line is no query.</summary>
    public static bool TryRead(ReadOnlySpan<byte> line, FieldSet fields, ClusterNames cluster)
    {
        var rest = line;
        var remote = Words.Cut(ref rest, (byte)' ');
        var opening = rest.IndexOf((byte)'"');
        if (opening < 0 || rest[(opening + 1)..].IndexOf((byte)'"') is not (var length and > 0))
        {
            return false;
        }

        var before = rest[..opening];
        var question = rest.Slice(opening + 1, length);
        var answer = rest[(opening + length + 2)..];
        var type = Words.Next(ref question);
        var kind = Words.Next(ref question);
        var name = Words.Next(ref question);
        var transport = Words.Next(ref question);
        if (transport.IsEmpty || !IsUpper(type) || !TryRemote(remote, fields))
        {
            return false;
        }

        fields.Add(Field.QuestionType, type);
        fields.Add(Field.QuestionClass, kind);
        AddName(name, fields, cluster);
        fields.Add(Field.NetworkTransport, transport);
        if (Words.TryNumber(Words.Next(ref question), out var size) && !question.IsEmpty)
        {
            fields.Add(Field.NetworkBytes, size);
        }

        _ = Words.Next(ref before);
        if (Words.TryNumber(Words.Next(ref before), out var id))
        {
            fields.Add(Field.DnsId, id);
        }

        ReadAnswer(answer, fields);
        return true;
    }

    /// <summary>Adds a name in lower case, without its final dot, and whether it is one of the cluster.</summary>
    public static void AddName(ReadOnlySpan<byte> name, FieldSet fields, ClusterNames cluster)
    {
        name = name.Length > 1 && name[^1] == '.' ? name[..^1] : name;
        Span<byte> lower = stackalloc byte[1024];
        if (name.Length > lower.Length)
        {
            fields.Add(Field.QuestionName, name);
            return;
        }

        lower = lower[..name.Length];
        for (var i = 0; i < name.Length; i++)
        {
            lower[i] = name[i] is >= (byte)'A' and <= (byte)'Z' ? (byte)(name[i] | 0x20) : name[i];
        }

        fields.Add(Field.QuestionName, lower);
        fields.Add(Field.DnsClusterName, cluster.Contains(lower));
    }

    private static bool IsUpper(ReadOnlySpan<byte> type) =>
        !type.IsEmpty && type[0] is >= (byte)'A' and <= (byte)'Z' && type.IndexOfAnyExceptInRange((byte)'-', (byte)'Z') < 0;

    private static bool TryRemote(ReadOnlySpan<byte> remote, FieldSet fields)
    {
        var colon = remote.LastIndexOf((byte)':');
        var bracket = remote.IndexOf((byte)']');
        var hasPort = colon > 0 && colon > bracket && (bracket > 0 || remote.IndexOf((byte)':') == colon);
        var host = hasPort ? remote[..colon] : remote;
        host = host.Length > 2 && host[0] == '[' && host[^1] == ']' ? host[1..^1] : host;
        if (!IpAddress.TryAdd(fields, Field.SourceIp, host))
        {
            return false;
        }

        if (hasPort && Words.TryNumber(remote[(colon + 1)..], out var port))
        {
            fields.Add(Field.SourcePort, port);
        }

        return true;
    }

    private static void ReadAnswer(ReadOnlySpan<byte> answer, FieldSet fields)
    {
        var code = Words.Next(ref answer);
        if (code.IsEmpty || code.SequenceEqual("-"u8))
        {
            return;
        }

        fields.Add(Field.ResponseCode, code);
        fields.Add(Field.EventOutcome, code.SequenceEqual("NOERROR"u8) ? "success"u8 : "failure"u8);
        var flags = Words.Next(ref answer);
        if (!flags.IsEmpty && !flags.SequenceEqual("-"u8))
        {
            fields.Add(Field.DnsHeaderFlags, flags);
        }

        if (Words.TryNumber(Words.Next(ref answer), out var bytes))
        {
            fields.Add(Field.DnsResponseBytes, bytes);
        }

        if (Words.Next(ref answer) is [.. var seconds, (byte)'s'] && seconds.IndexOfAnyExcept("0123456789.e-"u8) < 0)
        {
            fields.Add(Field.DnsDurationSeconds, seconds);
        }
    }
}
