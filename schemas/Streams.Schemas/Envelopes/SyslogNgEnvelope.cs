using Streams.Schemas.Events;
using Streams.Schemas.Json;

namespace Streams.Schemas.Envelopes;

/// <summary>syslog-ng's <c>$(format-json --scope rfc3164)</c> and its neighbours: macros in capitals; what its <c>kubernetes()</c> source says of the pod stands under <c>.k8s</c>.</summary>
internal sealed class SyslogNgEnvelope : IEnvelope
{
    private static readonly OriginName[] Names = OriginName.Table(
        ("HOST", Field.HostName),
        ("FULLHOST", Field.HostName),
        ("PROGRAM", Field.SyslogAppName),
        ("PID", Field.ProcessId)
    );

    private static readonly OriginName[] Times = ProgramRecord.Names("ISODATE", "S_ISODATE", "UNIXTIME", "S_UNIXTIME", "R_ISODATE", "R_UNIXTIME", "DATE");
    private static readonly OriginName[] Messages = ProgramRecord.Names("MESSAGE", "MSG");

    /// <inheritdoc/>
    public string Name => "syslog_ng";

    /// <inheritdoc/>
    public bool Recognises(Element element) =>
        (element.Outline.Has("MESSAGE"u8) || element.Outline.Has("MSG"u8))
        && element.Outline.Has("HOST"u8)
        && (element.Outline.Has("PROGRAM"u8) || element.Outline.Has("DATE"u8) || element.Outline.Has("ISODATE"u8));

    /// <inheritdoc/>
    public bool TryOpen(Element element)
    {
        var outline = element.Outline;
        var pod = outline.Find("_k8s"u8, ".k8s"u8) is >= 0 and var own ? own : outline.Find("k8s"u8);
        OriginName.Add(element, outline, pod, KubernetesNames.Block);
        for (var node = outline.First(0); node != JsonOutline.None; node = outline.Next(node))
        {
            if (outline.Name(node) is [(byte)'.' or (byte)'_', .. var name] && KubernetesNames.Lifted(name) is { IsEmpty: false } lifted)
            {
                OriginName.AddOne(element.Origin, KubernetesNames.Block, lifted, outline.Text(node));
            }
        }

        return ProgramRecord.TryOpen(element, Names, Times, Messages);
    }
}
