using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;

namespace Streams.Topologies.Correlate.Signals;

/// <summary>What a signal is known by within its group: a copy of it has the same, from wherever it comes.</summary>
internal static class SignalId
{
    private const int OnStack = 256;

    /// <summary>A hash of the event, the rule and the value.</summary>
    /// <param name="id">The event.</param>
    /// <param name="input">The rule that matched.</param>
    /// <param name="value">The value that is counted, UTF-8; empty: none.</param>
    public static UInt128 Of(EventKey id, string input, ReadOnlySpan<byte> value)
    {
        var most = (id.Text?.Length ?? EventKey.TextLength) + input.Length + value.Length + 2;
        Span<char> text = most <= OnStack ? stackalloc char[OnStack] : new char[most];
        var length = id.CopyTo(text);
        text[length++] = '\n';
        input.CopyTo(text[length..]);
        length += input.Length;
        text[length++] = '\n';
        length += Encoding.UTF8.GetChars(value, text[length..]);
        return XxHash128.HashToUInt128(MemoryMarshal.AsBytes(text[..length]));
    }
}
