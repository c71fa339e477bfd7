using Streams.Schemas.Events;

namespace Streams.Schemas.Envelopes;

/// <summary>Fluent Bit's <c>kmsg</c> input: a line of the kernel's ring buffer, with the time since boot beside it.</summary>
internal sealed class KmsgEnvelope : IEnvelope
{
    private static readonly OriginName[] Names = OriginName.Table(
        ("host", Field.HostName),
        ("hostname", Field.HostName),
        ("node", Field.NodeName),
        ("priority", Field.SyslogPriority)
    );

    private static readonly OriginName[] Times = ProgramRecord.Names("@timestamp", "date", "time");
    private static readonly OriginName[] Messages = ProgramRecord.Names("msg");

    /// <inheritdoc/>
    public string Name => "fluent_bit_kmsg";

    /// <inheritdoc/>
    public bool Recognises(Element element) => element.Outline.Has("msg"u8) && element.Outline.Has("sequence"u8) && element.Outline.Has("usec"u8);

    /// <inheritdoc/>
    public bool TryOpen(Element element)
    {
        element.Origin.Add(Field.JournalTransport, "kernel"u8);
        return ProgramRecord.TryOpen(element, Names, Times, Messages);
    }
}
