using Streams.Schemas.Events;
using Streams.Schemas.Text;

namespace Streams.Schemas.Journal;

/// <summary>What systemd writes about its units: <c>Started …</c>, <c>x.service: Succeeded.</c></summary>
internal static class UnitMessage
{
    /// <summary>The type of the message; what it says is added to the fields.</summary>
    public static EventType Describe(ReadOnlySpan<byte> message, FieldSet fields)
    {
        var rest = message;
        var verb = Words.Cut(ref rest, (byte)' ');
        if (verb is [.. var unit, (byte)':'] && unit.Contains((byte)'.'))
        {
            if (!fields.Has(Field.SystemdUnit))
            {
                fields.Add(Field.SystemdUnit, unit);
            }

            fields.Add(Field.EventReason, rest);
            fields.Add(Field.EventOutcome, rest.IndexOf("Failed"u8) >= 0 || rest.IndexOf("failed"u8) >= 0 ? "failure"u8 : "success"u8);
            return EventType.Unit;
        }

        var action = verb switch
        {
            _ when verb.SequenceEqual("Started"u8) => "started"u8,
            _ when verb.SequenceEqual("Starting"u8) => "starting"u8,
            _ when verb.SequenceEqual("Stopped"u8) => "stopped"u8,
            _ when verb.SequenceEqual("Stopping"u8) => "stopping"u8,
            _ when verb.SequenceEqual("Finished"u8) => "finished"u8,
            _ when verb.SequenceEqual("Reloading"u8) => "reloading"u8,
            _ when verb.SequenceEqual("Reached"u8) => "reached"u8,
            _ when verb.SequenceEqual("Failed"u8) => "failed"u8,
            _ => default,
        };
        if (action.IsEmpty)
        {
            return EventType.Other;
        }

        fields.Add(Field.EventAction, action);
        return EventType.Unit;
    }
}
