using Streams.Schemas.Dialects;
using Streams.Schemas.Envelopes;
using Streams.Schemas.Events;
using Streams.Schemas.Text;

namespace Streams.Schemas.Kernel;

/// <summary>
/// Antrea's <c>np.log</c>: <c>2026/11/24 10:00:03.123456 AntreaPolicyIngressRule AntreaNetworkPolicy:shop/deny rule-1 Drop 44900 nodeports 10.10.1.65 35402 10.10.1.68 80 TCP 60 label</c>.
/// </summary>
internal sealed class AntreaDialect : IDialect
{
    /// <inheritdoc/>
    public string Name => "antrea";

    /// <inheritdoc/>
    public Reading Read(Element element, ParsedEvent parsed)
    {
        var line = Words.Line(element.Body);
        var rest = line.Span;
        if (element.IsObject || rest.Length < 40 || rest[4] != '/' || rest[7] != '/' || rest[10] != ' ')
        {
            return Reading.None;
        }

        Span<byte> time = stackalloc byte[32];
        var end = rest[11..].IndexOf((byte)' ');
        if (end is < 8 or > 20)
        {
            return Reading.None;
        }

        rest[..(11 + end)].CopyTo(time);
        (time[4], time[7]) = ((byte)'-', (byte)'-');
        rest = rest[(12 + end)..];
        var table = Words.Next(ref rest);
        if (
            !Rfc3339.TryParse(time[..(11 + end)], TimeZoneInfo.Utc, out var nanos)
            || (!table.EndsWith("Rule"u8) && !table.EndsWith("Default"u8) && !table.EndsWith("Drop"u8))
        )
        {
            return Reading.None;
        }

        return Flow(rest, nanos, line, parsed);
    }

    private static Reading Flow(ReadOnlySpan<byte> rest, Timestamp time, ReadOnlyMemory<byte> line, ParsedEvent parsed)
    {
        var fields = parsed.Fields;
        var policy = Words.Next(ref rest);
        ReadOnlySpan<byte> verdict = default;
        while (!rest.IsEmpty)
        {
            // The rule's name may be missing: the verdict is the word before the priority, and the addresses follow.
            var word = Words.Next(ref rest);
            if (word.SequenceEqual("Allow"u8) || word.SequenceEqual("Drop"u8) || word.SequenceEqual("Reject"u8) || word.SequenceEqual("Redirect"u8))
            {
                verdict = word;
            }
            else if (!verdict.IsEmpty && IpAddress.TryAdd(fields, Field.SourceIp, word))
            {
                break;
            }
        }

        Port(Field.SourcePort, Words.Next(ref rest), fields);
        if (verdict.IsEmpty || !IpAddress.TryAdd(fields, Field.DestinationIp, Words.Next(ref rest)))
        {
            return Reading.None;
        }

        Port(Field.DestinationPort, Words.Next(ref rest), fields);
        fields.Add(Field.NetworkTransport, Transport.Name(Words.Next(ref rest)));
        if (Words.TryNumber(Words.Next(ref rest), out var length))
        {
            fields.Add(Field.NetworkBytes, length);
        }

        fields.Add(Field.NetfilterPrefix, policy);
        fields.Add(Field.EventAction, NetfilterVerdict.Of(verdict));
        fields.Add(Field.NetworkType, fields.Text(Field.SourceIp).Contains((byte)':') ? "ipv6"u8 : "ipv4"u8);
        parsed.Document = line;
        parsed.Type = EventType.Flow;
        parsed.SetTime(time, TimeSource.Record);
        return Reading.Done;
    }

    private static void Port(Field field, ReadOnlySpan<byte> text, FieldSet fields)
    {
        if (Words.TryNumber(text, out var port) && port is > 0 and <= ushort.MaxValue)
        {
            fields.Add(field, port);
        }
    }
}
