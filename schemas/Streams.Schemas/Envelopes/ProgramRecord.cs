using Streams.Schemas.Events;
using Streams.Schemas.Json;

namespace Streams.Schemas.Envelopes;

/// <summary>What the records of syslog relays have in common: a flat object that names host, program and time beside the message.</summary>
internal static class ProgramRecord
{
    /// <summary>Adds what the names say, takes the first time that can be read, and makes the body the first message there is.</summary>
    public static bool TryOpen(Element element, OriginName[] names, OriginName[] times, OriginName[] messages)
    {
        var outline = element.Outline;
        element.IsCollected = true;
        foreach (var row in names)
        {
            // In the table's order: which name counts must not hang on where it stands.
            OriginName.Add(element.Origin, row.Field, outline.Text(row.Name));
        }

        foreach (var time in times)
        {
            if (!element.Time.IsKnown)
            {
                element.Time = Time(element, outline.Text(time.Name));
            }
        }

        foreach (var message in messages)
        {
            if (outline.Find(message.Name) is not JsonOutline.None and var node && element.TryBecome(node))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A relay's time: as every shipper writes it, or in the notation of syslog headers, in local time where it names no zone.</summary>
    private static Timestamp Time(Element element, ReadOnlySpan<byte> text)
    {
        if (EnvelopeTime.Of(text, element.Zone) is { IsKnown: true } time)
        {
            return time;
        }

        return element.Clock.TryCut(ref text, out time, out _) && text.IsEmpty ? time : Timestamp.Unknown;
    }

    /// <summary>Names alone.</summary>
    public static OriginName[] Names(params ReadOnlySpan<string> names)
    {
        var table = new OriginName[names.Length];
        for (var i = 0; i < names.Length; i++)
        {
            table[i] = new OriginName(System.Text.Encoding.UTF8.GetBytes(names[i]), Field.Count);
        }

        return table;
    }
}
