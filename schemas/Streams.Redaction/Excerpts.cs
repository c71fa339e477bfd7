using System.Globalization;
using System.Text;

namespace Streams.Redaction;

/// <summary>What of an event's text may be kept and shown: without secrets, without signs that act, and of a bounded length.</summary>
public static class Excerpts
{
    /// <summary>So much of a text is looked at; of longer ones only the beginning is shown, for what stands in their middle would begin within what is not known.</summary>
    public const int Window = 32 * 1024;

    private const int Mark = 32;

    /// <summary>The text as it may be shown.</summary>
    /// <param name="redactor">Takes out the secrets, before anything is cut: half a secret is not known as one.</param>
    /// <param name="utf8">The text; bytes that are none are replaced.</param>
    /// <param name="maxBytes">The longest excerpt in UTF-8; from a longer one the middle is cut out, and it is marked how much.</param>
    public static string Of(Redactor redactor, ReadOnlySpan<byte> utf8, int maxBytes)
    {
        var beyond = utf8.Length - Window;
        var text = ControlSigns.Escape(redactor.Redact(Encoding.UTF8.GetString(beyond > 0 ? Whole(utf8[..Window]) : utf8)));
        return beyond <= 0 ? Cut(text, maxBytes) : Beginning(text, maxBytes - Mark) + Marked(utf8.Length - maxBytes + Mark, "");
    }

    /// <summary>The beginning and the end where the text is longer.</summary>
    public static string Cut(string text, int maxBytes)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        if (length <= maxBytes)
        {
            return text;
        }

        var (head, tail) = (Beginning(text, (maxBytes - Mark) * 2 / 3), End(text, (maxBytes - Mark) / 3));
        return head + Marked(length - Encoding.UTF8.GetByteCount(head) - Encoding.UTF8.GetByteCount(tail), "…") + tail;
    }

    /// <summary>The beginning of a text, not cut within a sign.</summary>
    public static string Beginning(string text, int maxBytes)
    {
        if (Encoding.UTF8.GetByteCount(text) <= maxBytes)
        {
            return text;
        }

        var (end, bytes) = (0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            if ((bytes += rune.Utf8SequenceLength) > maxBytes)
            {
                break;
            }

            end += rune.Utf16SequenceLength;
        }

        return text[..end];
    }

    private static string End(string text, int maxBytes)
    {
        var (start, bytes) = (text.Length, 0);
        while (start > 0)
        {
            var width = start > 1 && char.IsSurrogatePair(text[start - 2], text[start - 1]) ? 2 : 1;
            bytes += Encoding.UTF8.GetByteCount(text.AsSpan(start - width, width));
            if (bytes > maxBytes)
            {
                break;
            }

            start -= width;
        }

        return text[start..];
    }

    private static string Marked(int bytes, string end) => string.Create(CultureInfo.InvariantCulture, $"…[{bytes} bytes]{end}");

    private static ReadOnlySpan<byte> Whole(ReadOnlySpan<byte> utf8)
    {
        var end = utf8.Length;
        while (end > 0 && (utf8[end - 1] & 0xc0) == 0x80)
        {
            end--;
        }

        return end > 0 && utf8[end - 1] >= 0xc0 ? utf8[..(end - 1)] : utf8;
    }
}
