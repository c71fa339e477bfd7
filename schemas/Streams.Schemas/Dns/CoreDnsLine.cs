using Streams.Schemas.Events;
using Streams.Schemas.Text;

namespace Streams.Schemas.Dns;

/// <summary>
/// A line of CoreDNS' <c>log</c> plugin, common or combined:
/// <c>REMOTE:PORT - ID "TYPE CLASS NAME PROTO SIZE DO BUFSIZE" RCODE FLAGS RSIZE DURATION</c>. The name is the client's: it is read as it is escaped,
/// and nothing in it ends the question.
/// </summary>
internal static class CoreDnsLine
{
    /// <summary>Adds the query's fields; false where the line is no query. Versions before 1.2 wrote the time as access logs do, in brackets behind the dash.</summary>
    public static bool TryRead(ReadOnlySpan<byte> line, FieldSet fields, ClusterNames cluster, out Timestamp when)
    {
        when = Timestamp.Unknown;
        var rest = line;
        var remote = Words.Cut(ref rest, (byte)' ');
        var opening = rest.IndexOf((byte)'"');
        if (opening < 0)
        {
            return false;
        }

        var before = rest[..opening];
        var question = rest[(opening + 1)..];
        var type = Words.Next(ref question);
        var kind = Words.Next(ref question);
        question = question.TrimStart((byte)' ');
        var end = DnsName.End(question);
        var name = question[..end];
        question = question[end..].TrimStart((byte)' ');
        var closing = question.IndexOf((byte)'"');
        if (closing < 0 || name.IsEmpty || !IsUpper(type) || !IsUpper(kind))
        {
            return false;
        }

        var answer = question[(closing + 1)..];
        question = question[..closing];
        var transport = Words.Next(ref question);
        if (transport.IsEmpty || !DnsAddress.TryAdd(remote, fields))
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
        if (before is [(byte)'[', ..] && before.IndexOf((byte)']') is > 0 and var close)
        {
            _ = AccessTime.TryParse(before[1..close], out when);
            before = before[(close + 1)..];
        }

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
        name = name.Length > 1 && name[^1] == '.' && name[^2] != '\\' ? name[..^1] : name;
        Span<byte> lower = stackalloc byte[1024];
        if (name.Length > lower.Length)
        {
            fields.Add(Field.QuestionName, name);
            return;
        }

        lower = lower[..DnsName.Write(name, lower)];
        fields.Add(Field.QuestionName, lower);
        fields.Add(Field.DnsClusterName, cluster.Contains(lower));
    }

    private static bool IsUpper(ReadOnlySpan<byte> type) =>
        !type.IsEmpty && type[0] is >= (byte)'A' and <= (byte)'Z' && type.IndexOfAnyExceptInRange((byte)'-', (byte)'Z') < 0;

    private static void ReadAnswer(ReadOnlySpan<byte> answer, FieldSet fields)
    {
        var code = Words.Next(ref answer);
        if (code.IsEmpty || code.SequenceEqual("-"u8))
        {
            return;
        }

        AddCode(code, fields);
        var flags = Words.Next(ref answer);
        if (!flags.IsEmpty && !flags.SequenceEqual("-"u8))
        {
            fields.Add(Field.DnsHeaderFlags, flags);
        }

        if (Words.TryNumber(Words.Next(ref answer), out var bytes))
        {
            fields.Add(Field.DnsResponseBytes, bytes);
        }

        AddDuration(Words.Next(ref answer), fields);
    }

    /// <summary>Adds a response code and what it means for the outcome.</summary>
    public static void AddCode(ReadOnlySpan<byte> code, FieldSet fields)
    {
        fields.Add(Field.ResponseCode, code);
        fields.Add(Field.EventOutcome, code.SequenceEqual("NOERROR"u8) ? "success"u8 : "failure"u8);
    }

    /// <summary>Adds a duration as Go prints seconds.</summary>
    public static void AddDuration(ReadOnlySpan<byte> text, FieldSet fields)
    {
        if (text is [.. var seconds, (byte)'s'] && !seconds.IsEmpty && seconds.IndexOfAnyExcept("0123456789.e-"u8) < 0)
        {
            fields.Add(Field.DnsDurationSeconds, seconds);
        }
    }
}
