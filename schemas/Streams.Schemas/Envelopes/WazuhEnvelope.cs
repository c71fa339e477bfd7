using Streams.Schemas.Events;

namespace Streams.Schemas.Envelopes;

/// <summary>A line in the archives or alerts of Wazuh: whole under <c>full_log</c>, with the agent that read it and the file it stood in.</summary>
internal sealed class WazuhEnvelope : IEnvelope
{
    /// <inheritdoc/>
    public string Name => "wazuh";

    /// <inheritdoc/>
    public bool Recognises(Element element)
    {
        var outline = element.Outline;
        return outline.IsString(outline.Find("full_log"u8)) && outline.IsObject(outline.Find("agent"u8)) && outline.Has("timestamp"u8);
    }

    /// <inheritdoc/>
    public bool TryOpen(Element element)
    {
        var (outline, origin) = (element.Outline, element.Origin);
        var predecoder = outline.Find("predecoder"u8);
        element.IsCollected = true;
        element.Time = EnvelopeTime.Of(outline, outline.Find("timestamp"u8));
        OriginName.Add(origin, Field.HostName, outline.Text(outline.Find(predecoder, "hostname"u8)));
        OriginName.Add(origin, Field.HostName, outline.Text(outline.Find(outline.Find("agent"u8), "name"u8)));
        OriginName.Add(origin, Field.SyslogAppName, outline.Text(outline.Find(predecoder, "program_name"u8)));
        if (outline.Text("location"u8) is [(byte)'/', ..] and var file)
        {
            element.SetFile(file);
        }

        return element.TryBecome(outline.Find("full_log"u8));
    }
}
