using Streams.Schemas.Events;

namespace Streams.Schemas.Envelopes;

/// <summary>Talos Linux' log delivery: kernel lines (<c>facility</c>) and services (<c>talos-service</c>).</summary>
internal sealed class TalosEnvelope : IEnvelope
{
    private static readonly OriginName[] Names = OriginName.Table(
        ("host", Field.HostName),
        ("hostname", Field.HostName),
        ("node", Field.NodeName),
        ("talos-service", Field.SyslogAppName)
    );

    private static readonly OriginName[] Times = ProgramRecord.Names("talos-time");
    private static readonly OriginName[] Messages = ProgramRecord.Names("msg");

    /// <inheritdoc/>
    public string Name => "talos";

    /// <inheritdoc/>
    public bool Recognises(Element element) => element.Outline.Has("talos-time"u8) && element.Outline.Has("msg"u8);

    /// <inheritdoc/>
    public bool TryOpen(Element element)
    {
        if (element.Outline.Text("facility"u8).SequenceEqual("kern"u8))
        {
            element.Origin.Add(Field.JournalTransport, "kernel"u8);
        }

        return ProgramRecord.TryOpen(element, Names, Times, Messages);
    }
}
