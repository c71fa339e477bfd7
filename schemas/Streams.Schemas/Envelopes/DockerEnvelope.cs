using Streams.Schemas.Events;
using Streams.Schemas.Json;

namespace Streams.Schemas.Envelopes;

/// <summary>A line of Docker's json-file driver: <c>log</c>, <c>stream</c>, <c>time</c> and maybe <c>attrs</c>. Docker cuts at 16 KiB; only the last part ends in a newline.</summary>
internal sealed class DockerEnvelope : IEnvelope
{
    private const int PartLength = 16 * 1024;

    /// <inheritdoc/>
    public string Name => "docker";

    /// <inheritdoc/>
    public bool Recognises(Element element)
    {
        var outline = element.Outline;
        var known = 0;
        for (var node = outline.First(0); node != JsonOutline.None; node = outline.Next(node))
        {
            var name = outline.Name(node);
            if (!name.SequenceEqual("log"u8) && !name.SequenceEqual("stream"u8) && !name.SequenceEqual("time"u8))
            {
                if (!name.SequenceEqual("attrs"u8))
                {
                    return false;
                }

                continue;
            }

            known++;
        }

        return known == 3 && outline.IsString(outline.Find("log"u8)) && outline.IsString(outline.Find("time"u8));
    }

    /// <summary>Whether the file is one of Docker's own, where a line that is no part ends in a newline; a shipper takes it off.</summary>
    private static bool IsDockers(string? file)
    {
        const int IdLength = 64;
        if (file is null || file.LastIndexOf(".log", StringComparison.Ordinal) is not (>= IdLength and var end))
        {
            return false;
        }

        end = file.AsSpan(0, end).EndsWith("-json") ? end - 5 : end;
        return end >= IdLength && file.AsSpan(end - IdLength, IdLength).IndexOfAnyExcept("0123456789abcdef") < 0;
    }

    /// <inheritdoc/>
    public bool TryOpen(Element element)
    {
        var outline = element.Outline;
        var text = outline.Text("log"u8);
        element.Time = EnvelopeTime.Of(outline, outline.Find("time"u8));
        element.IsCollected = true;
        element.Continues = text is not [.., (byte)'\n'] && (IsDockers(element.Record.FileName) || text.Length >= PartLength);
        OriginName.Add(element.Origin, Field.Stream, outline.Text("stream"u8));
        element.HasStream = element.Origin.Has(Field.Stream);
        return element.TryBecome(outline.Find("log"u8));
    }
}
