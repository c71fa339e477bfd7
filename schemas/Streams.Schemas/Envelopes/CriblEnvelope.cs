using Streams.Schemas.Events;

namespace Streams.Schemas.Envelopes;

/// <summary>An event of Cribl Stream and Cribl Edge: the line under <c>_raw</c>, its time under <c>_time</c>; Edge adds the pod (<c>kube_pod</c>).</summary>
internal sealed class CriblEnvelope : IEnvelope
{
    private static readonly OriginName[] Names = OriginName.Table(
        ("kube_pod", Field.PodName),
        ("kube_namespace", Field.Namespace),
        ("kube_container", Field.ContainerName),
        ("kube_node", Field.NodeName),
        ("kube_host", Field.NodeName),
        ("stream", Field.Stream),
        ("host", Field.HostName)
    );

    private static readonly OriginName[] Times = ProgramRecord.Names("_time");
    private static readonly OriginName[] Messages = ProgramRecord.Names("_raw");

    /// <inheritdoc/>
    public string Name => "cribl";

    /// <inheritdoc/>
    public bool Recognises(Element element)
    {
        var outline = element.Outline;
        return outline.IsString(outline.Find("_raw"u8)) && (outline.Has("_time"u8) || outline.Has("cribl_pipe"u8));
    }

    /// <inheritdoc/>
    public bool TryOpen(Element element)
    {
        var outline = element.Outline;
        KubernetesNames.AddBeside(element, outline);
        if (outline.Text("source"u8) is [(byte)'/', ..] and var file)
        {
            element.SetFile(file);
        }

        var opened = ProgramRecord.TryOpen(element, Names, Times, Messages);
        element.HasStream = element.Origin.Has(Field.Stream);
        return opened;
    }
}
