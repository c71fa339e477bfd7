using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Streams.Schemas.Events;
using Streams.Schemas.Text;

namespace Streams.Schemas.Journal;

/// <summary>What rsyslog makes of equal lines in a row: <c>message repeated 5 times: [ … ]</c> behind the first of them.</summary>
internal static class RepeatedMessage
{
    /// <summary>One line must not stand for more: whoever can write it could write the lines as well, but not so many in a moment.</summary>
    private const int Most = 100_000;

    /// <summary>The message that was repeated, its number among the fields; any other message as it is.</summary>
    public static ReadOnlySpan<byte> Open(ReadOnlySpan<byte> message, FieldSet fields)
    {
        var rest = message;
        if (!Words.Skip(ref rest, "message repeated "u8) || !Utf8Parser.TryParse(rest, out int times, out var digits) || times < 1)
        {
            return message;
        }

        rest = rest[digits..];
        if (!Words.Skip(ref rest, " times: ["u8) || rest is not [.., (byte)']'])
        {
            return message;
        }

        fields.Add(Field.EventRepeated, Encoding.UTF8.GetBytes(Math.Min(times, Most).ToString(CultureInfo.InvariantCulture)));
        return rest[..^1].Trim((byte)' ');
    }
}
