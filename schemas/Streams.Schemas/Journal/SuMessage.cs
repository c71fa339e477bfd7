using Streams.Schemas.Events;
using Streams.Schemas.Text;

namespace Streams.Schemas.Journal;

/// <summary>What su writes: <c>(to root) alice on pts/1</c>, <c>FAILED SU (to root) alice on pts/1</c>.</summary>
internal static class SuMessage
{
    /// <summary>The type of the message; what it says is added to the fields.</summary>
    public static EventType Describe(ReadOnlySpan<byte> message, FieldSet fields)
    {
        var rest = message;
        var failed = Words.Skip(ref rest, "FAILED SU "u8);
        Words.Skip(ref rest, "FAILED su "u8);
        if (!Words.Skip(ref rest, "(to "u8))
        {
            return EventType.Other;
        }

        var target = Words.Cut(ref rest, (byte)')');
        rest = rest.TrimStart((byte)' ');
        var user = Words.Cut(ref rest, (byte)' ');
        if (target.IsEmpty || user.IsEmpty)
        {
            return EventType.Other;
        }

        fields.Add(Field.EventAction, "su"u8);
        fields.Add(Field.EventOutcome, failed ? "failure"u8 : "success"u8);
        fields.Add(Field.UserName, user);
        fields.Add(Field.TargetUserName, target);
        if (Words.Skip(ref rest, "on "u8))
        {
            fields.Add(Field.ProcessTty, rest);
        }

        return EventType.Login;
    }
}
