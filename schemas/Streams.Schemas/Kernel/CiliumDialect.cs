using Streams.Schemas.Dialects;
using Streams.Schemas.Envelopes;
using Streams.Schemas.Events;
using Streams.Schemas.Text;

namespace Streams.Schemas.Kernel;

/// <summary>
/// The text of <c>cilium monitor</c>: <c>xx drop (Policy denied) flow 0x… to endpoint 2, …, identity 1->2: 10.0.0.7:40112 -> 10.0.0.8:80 tcp SYN</c>,
/// <c>-> endpoint …</c>, <c>Policy verdict log: … action deny, …</c>.
/// </summary>
internal sealed class CiliumDialect : IDialect
{
    /// <inheritdoc/>
    public string Name => "cilium_monitor";

    /// <inheritdoc/>
    public Reading Read(Element element, ParsedEvent parsed)
    {
        var line = Words.Line(element.Body);
        var text = line.Span;
        var action = element.IsObject ? default : Action(text);
        if (action.IsEmpty || text.LastIndexOf(" -> "u8) is not (> 0 and var arrow))
        {
            return Reading.None;
        }

        var fields = parsed.Fields;
        var rest = text[(arrow + 4)..];
        var source = text[..arrow];
        source = source[(source.LastIndexOf((byte)' ') + 1)..];
        if (!TryEnd(source, Field.SourceIp, Field.SourcePort, fields) || !TryEnd(Words.Next(ref rest), Field.DestinationIp, Field.DestinationPort, fields))
        {
            return Reading.None;
        }

        fields.Add(Field.EventAction, action);
        fields.Add(Field.EventReason, text.StartsWith("xx drop ("u8) ? Words.Between(text, "xx drop ("u8, (byte)')') : default);
        fields.Add(Field.NetworkTransport, Transport.Name(Words.Next(ref rest)));
        fields.Add(Field.NetworkType, fields.Text(Field.SourceIp).Contains((byte)':') ? "ipv6"u8 : "ipv4"u8);
        parsed.Document = line;
        parsed.Type = EventType.Flow;
        return Reading.Done;
    }

    private static ReadOnlySpan<byte> Action(ReadOnlySpan<byte> text) =>
        text switch
        {
            _ when text.StartsWith("xx drop ("u8) => "denied"u8,
            _ when text.StartsWith("-> "u8) || text.StartsWith("<- "u8) => "allowed"u8,
            _ when text.StartsWith("Policy verdict log: "u8) => NetfilterVerdict.Of(Words.Between(text, ", action "u8, (byte)',')),
            _ => default,
        };

    /// <summary><c>10.0.0.7:40112</c>, <c>[fd00::7]:40112</c>, <c>10.0.0.7</c> for a packet without ports.</summary>
    private static bool TryEnd(ReadOnlySpan<byte> end, Field address, Field port, FieldSet fields)
    {
        if (IpAddress.TryAdd(fields, address, end))
        {
            return true;
        }

        var colon = end.LastIndexOf((byte)':');
        if (colon <= 0)
        {
            return false;
        }

        var host = end[..colon];
        host = host is [(byte)'[', .. var inner, (byte)']'] ? inner : host;
        if (!IpAddress.TryAdd(fields, address, host))
        {
            return false;
        }

        if (Words.TryNumber(end[(colon + 1)..], out var number) && number is >= 0 and <= ushort.MaxValue)
        {
            fields.Add(port, number);
        }

        return true;
    }
}
