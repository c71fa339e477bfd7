using System.Text;
using Streams.Detections.Yaml;
using YamlDotNet.Core;

namespace Streams.Detections.Conditions;

/// <summary>The encodings of a value: base64, base64offset (its three alignments), UTF-16.</summary>
internal static class ValueEncoding
{
    private static readonly int[] OffsetStart = [0, 2, 3];
    private static readonly int[] OffsetEnd = [0, 3, 2];

    /// <exception cref="RuleException">A text encoding does not come before base64.</exception>
    public static IEnumerable<string> Variants(string text, IReadOnlyList<string> encodings, Mark at)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        foreach (var encoding in encodings)
        {
            switch (encoding)
            {
                case "wide" or "utf16le":
                    bytes = Encoding.Unicode.GetBytes(text);
                    break;
                case "utf16be":
                    bytes = Encoding.BigEndianUnicode.GetBytes(text);
                    break;
                case "utf16":
                    bytes = [0xff, 0xfe, .. Encoding.Unicode.GetBytes(text)];
                    break;
                case "base64":
                    return [Convert.ToBase64String(bytes)];
                default:
                    return Offsets(bytes);
            }
        }

        throw new RuleException(at, "UTF-16 modifiers must be followed by base64 or base64offset");
    }

    private static IEnumerable<string> Offsets(byte[] bytes)
    {
        for (var offset = 0; offset < 3; offset++)
        {
            var encoded = Convert.ToBase64String([.. new byte[offset], .. bytes]);
            var end = OffsetEnd[(offset + bytes.Length) % 3];
            yield return encoded[OffsetStart[offset]..^end];
        }
    }
}
