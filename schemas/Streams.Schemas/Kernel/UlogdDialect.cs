using Streams.Schemas.Dialects;
using Streams.Schemas.Envelopes;
using Streams.Schemas.Events;
using Streams.Schemas.Json;

namespace Streams.Schemas.Kernel;

/// <summary>A packet of ulogd2's JSON output.</summary>
internal sealed class UlogdDialect : ObjectDialect
{
    /// <inheritdoc/>
    public override string Name => "ulogd2";

    /// <inheritdoc/>
    protected override Reading Read(Element element, JsonOutline outline, ParsedEvent parsed)
    {
        var fields = parsed.Fields;
        if (!outline.Has("oob.prefix"u8) && !outline.Has("oob.in"u8))
        {
            return Reading.None;
        }

        if (!FlowFields.TryAdd(outline.Text("src_ip"u8), outline.Text("dest_ip"u8), outline.Text("ip.protocol"u8), fields))
        {
            return Reading.None;
        }

        var prefix = outline.Text("oob.prefix"u8).Trim(" :"u8);
        fields.Add(Field.NetfilterPrefix, prefix);
        var action = outline.Text("action"u8);
        fields.Add(Field.EventAction, NetfilterVerdict.Of(action.IsEmpty ? prefix : action));
        fields.Add(Field.IngressInterface, outline.Text("oob.in"u8));
        fields.Add(Field.EgressInterface, outline.Text("oob.out"u8));
        FlowFields.AddPort(Field.SourcePort, outline, outline.Find("src_port"u8), fields);
        FlowFields.AddPort(Field.DestinationPort, outline, outline.Find("dest_port"u8), fields);
        FlowFields.AddPort(Field.NetworkBytes, outline, outline.Find("ip.totlen"u8), fields);
        parsed.Document = element.Body;
        parsed.IsJson = true;
        parsed.Type = EventType.Flow;
        parsed.SetTime(Time(outline), TimeSource.Record);
        return Reading.Done;
    }

    private static Timestamp Time(JsonOutline outline) =>
        outline.TryNumber(outline.Find("oob.time.sec"u8), out var seconds) && seconds is > 0 and < 253_402_300_800
            ? new Timestamp(seconds * Timestamp.Second)
                + (outline.TryNumber(outline.Find("oob.time.usec"u8), out var micros) && micros is >= 0 and < 1_000_000 ? micros * 1000 : 0)
            : EnvelopeTime.Of(outline, outline.Find("timestamp"u8));
}
