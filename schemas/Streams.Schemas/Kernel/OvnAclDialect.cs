using Streams.Schemas.Dialects;
using Streams.Schemas.Envelopes;
using Streams.Schemas.Events;
using Streams.Schemas.Text;

namespace Streams.Schemas.Kernel;

/// <summary>
/// ACL audit lines of OVN-Kubernetes: <c>2026-11-24T10:00:03.123Z|00004|acl_log(ovn_pinctrl0)|INFO|name="NP:shop:deny", verdict=drop, severity=alert, direction=to-lport: tcp,…,nw_src=…,nw_dst=…,tp_src=…,tp_dst=…</c>.
/// The name is the policy author's and stands in quotes; the verdict is the switch's.
/// </summary>
internal sealed class OvnAclDialect : IDialect
{
    /// <inheritdoc/>
    public string Name => "ovn_acl";

    /// <inheritdoc/>
    public Reading Read(Element element, ParsedEvent parsed)
    {
        var line = Words.Line(element.Body);
        var rest = line.Span;
        var start = rest.IndexOf("|acl_log("u8);
        if (element.IsObject || start < 0 || start > 48)
        {
            return Reading.None;
        }

        var bar = rest.IndexOf((byte)'|');
        parsed.SetTime(EnvelopeTime.Of(rest[..bar]), TimeSource.Record);
        rest = rest[(start + 9)..];
        var quote = rest.IndexOf("name=\""u8);
        var closing = quote < 0 ? -1 : rest[(quote + 6)..].IndexOf("\", verdict="u8);
        var fields = parsed.Fields;
        if (closing >= 0)
        {
            fields.Add(Field.NetfilterPrefix, rest.Slice(quote + 6, closing));
            rest = rest[(quote + 6 + closing + 3)..];
        }

        var verdict = Words.Between(rest, "verdict="u8, (byte)',');
        var colon = rest.IndexOf(": "u8);
        if (verdict.IsEmpty || colon < 0)
        {
            return Reading.None;
        }

        fields.Add(Field.EventAction, NetfilterVerdict.Of(verdict));
        var packet = rest[(colon + 2)..];
        fields.Add(Field.NetworkTransport, Transport.Name(packet[..(packet.IndexOf((byte)',') is >= 0 and var end ? end : packet.Length)]));
        IpAddress.TryAdd(fields, Field.SourceIp, First(packet, "nw_src="u8, "ipv6_src="u8));
        IpAddress.TryAdd(fields, Field.DestinationIp, First(packet, "nw_dst="u8, "ipv6_dst="u8));
        Port(Field.SourcePort, Words.Between(packet, "tp_src="u8, (byte)','), fields);
        Port(Field.DestinationPort, Words.Between(packet, "tp_dst="u8, (byte)','), fields);
        if (!fields.Has(Field.SourceIp) || !fields.Has(Field.DestinationIp))
        {
            return Reading.None;
        }

        fields.Add(Field.NetworkType, fields.Text(Field.SourceIp).Contains((byte)':') ? "ipv6"u8 : "ipv4"u8);
        parsed.Document = line;
        parsed.Type = EventType.Flow;
        return Reading.Done;
    }

    private static ReadOnlySpan<byte> First(ReadOnlySpan<byte> packet, ReadOnlySpan<byte> name, ReadOnlySpan<byte> other) =>
        Words.Between(packet, name, (byte)',') is { IsEmpty: false } found ? found : Words.Between(packet, other, (byte)',');

    private static void Port(Field field, ReadOnlySpan<byte> text, FieldSet fields)
    {
        if (Words.TryNumber(text, out var port) && port is >= 0 and <= ushort.MaxValue)
        {
            fields.Add(field, port);
        }
    }
}
