using Streams.Schemas.Dialects;
using Streams.Schemas.Envelopes;
using Streams.Schemas.Events;
using Streams.Schemas.Parsing;
using Streams.Schemas.Text;

namespace Streams.Schemas.Dns;

/// <summary>
/// BIND's log: of the category <c>queries</c>
/// <c>24-Nov-2026 10:00:01.123 queries: info: client @0x7f3c 10.0.0.7#40112 (NAME): query: NAME CLASS TYPE FLAGS (SERVER)</c>, also behind a header of syslog.
/// A blank in a name is written <c>\032</c>, so none ends it.
/// </summary>
internal sealed class BindDialect(ParserOptions options) : IDialect
{
    private readonly ClusterNames _cluster = new(options);

    /// <inheritdoc/>
    public string Name => "bind";

    /// <inheritdoc/>
    public Reading Read(Element element, ParsedEvent parsed)
    {
        if (element.IsObject)
        {
            return Reading.None;
        }

        parsed.Document = Words.Line(element.Body);
        var rest = parsed.Document.Span;
        var isOwn = TryTime(ref rest, out var time);
        if (isOwn)
        {
            parsed.SetTime(time, TimeSource.Record);
        }
        else if (ResolverHeader.TryCut(element, "named"u8, parsed, out var tagged))
        {
            isOwn = true;
            rest = tagged;
        }
        else if (rest.Length > 20 && rest[4] == '-' && Rfc3339.TryParse(Words.Cut(ref rest, (byte)' '), options.TimeZone, out time))
        {
            parsed.SetTime(time, TimeSource.Record);
        }

        parsed.Fields.Add(Field.Message, rest);
        if (TryQuery(rest, parsed.Fields))
        {
            parsed.Type = EventType.Query;
            return Reading.Done;
        }

        return isOwn ? Reading.Done : Reading.None;
    }

    private bool TryQuery(ReadOnlySpan<byte> rest, FieldSet fields)
    {
        _ = Words.Skip(ref rest, "queries: "u8);
        _ = Words.Skip(ref rest, "info: "u8);
        if (!Words.Skip(ref rest, "client "u8))
        {
            return false;
        }

        if (rest is [(byte)'@', ..])
        {
            _ = Words.Cut(ref rest, (byte)' ');
        }

        var client = Words.Cut(ref rest, (byte)' ');
        var port = client.IndexOf((byte)'#');
        var query = rest.IndexOf(": query: "u8);
        if (port <= 0 || query < 0 || !IpAddress.TryAdd(fields, Field.SourceIp, client[..port]))
        {
            return false;
        }

        if (Words.TryNumber(client[(port + 1)..].TrimEnd((byte)':'), out var number))
        {
            fields.Add(Field.SourcePort, number);
        }

        rest = rest[(query + 9)..];
        CoreDnsLine.AddName(Words.Next(ref rest), fields, _cluster);
        fields.Add(Field.QuestionClass, Words.Next(ref rest));
        fields.Add(Field.QuestionType, Words.Next(ref rest));
        var flags = Words.Next(ref rest);
        fields.Add(Field.DnsHeaderFlags, flags);
        fields.Add(Field.NetworkTransport, flags.Contains((byte)'T') ? "tcp"u8 : default);
        return fields.Has(Field.QuestionName) && fields.Has(Field.QuestionType);
    }

    /// <summary><c>24-Nov-2026 10:00:01.123 </c>, in the zone of the options.</summary>
    private bool TryTime(scoped ref ReadOnlySpan<byte> rest, out Timestamp time)
    {
        time = Timestamp.Unknown;
        if (rest.Length < 25 || rest[2] != '-' || rest[6] != '-' || rest[11] != ' ' || rest[20] != '.' || rest[24] != ' ' || MonthName.Of(rest[3..]) == 0)
        {
            return false;
        }

        Span<byte> text = stackalloc byte[23];
        rest[7..11].CopyTo(text);
        var month = MonthName.Of(rest[3..]);
        (text[4], text[5], text[6], text[7]) = ((byte)'-', (byte)('0' + (month / 10)), (byte)('0' + (month % 10)), (byte)'-');
        rest[..2].CopyTo(text[8..]);
        rest[11..24].CopyTo(text[10..]);
        if (!Rfc3339.TryParse(text, options.TimeZone, out time))
        {
            return false;
        }

        rest = rest[25..];
        return true;
    }
}
