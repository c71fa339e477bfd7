using Streams.Schemas.Events;
using Streams.Schemas.Text;

namespace Streams.Schemas.Journal;

/// <summary>What cron writes: <c>(USER) CMD (COMMAND)</c>.</summary>
internal static class CronMessage
{
    /// <summary>The type of the message; what it says is added to the fields.</summary>
    public static EventType Describe(ReadOnlySpan<byte> message, FieldSet fields)
    {
        var rest = message.TrimStart((byte)' ');
        if (!Words.Skip(ref rest, "("u8))
        {
            return EventType.Other;
        }

        var user = Words.Cut(ref rest, (byte)')');
        if (!Words.Skip(ref rest, " CMD ("u8))
        {
            return EventType.Other;
        }

        var end = rest.LastIndexOf((byte)')');
        fields.Add(Field.EventAction, "cron"u8);
        fields.Add(Field.UserName, user);
        fields.Add(Field.ProcessCommandLine, end < 0 ? rest : rest[..end]);
        return EventType.Cron;
    }
}
