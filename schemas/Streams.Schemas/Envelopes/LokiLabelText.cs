using Streams.Schemas.Text;

namespace Streams.Schemas.Envelopes;

/// <summary>
/// A stream's labels as Loki and Prometheus write them in one text: <c>{app="cart", pod="cart-1"}</c>. Values that are escaped are passed over:
/// no name of a pod, node or container has a quote or a backslash in it.
/// </summary>
internal ref struct LokiLabelText
{
    private ReadOnlySpan<byte> _rest;

    /// <summary>Stands before the first label.</summary>
    public LokiLabelText(ReadOnlySpan<byte> text) => _rest = Is(text) ? text[1..^1] : default;

    /// <summary>Whether the text can be labels.</summary>
    public static bool Is(ReadOnlySpan<byte> text) => text is [(byte)'{', .., (byte)'}'] && (text.Length == 2 || text.IndexOf("=\""u8) > 0);

    /// <summary>The next label; false at the end, and where the text goes on as no label does.</summary>
    public bool TryNext(out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        value = default;
        while (true)
        {
            _rest = _rest.TrimStart(" ,"u8);
            name = Words.Cut(ref _rest, (byte)'=').TrimEnd((byte)' ');
            if (name.IsEmpty || !Words.Skip(ref _rest, "\""u8))
            {
                return false;
            }

            var end = _rest.IndexOfAny((byte)'"', (byte)'\\');
            var isPlain = end >= 0 && _rest[end] == '"';
            while (end >= 0 && _rest[end] == '\\')
            {
                var from = Math.Min(end + 2, _rest.Length);
                var next = _rest[from..].IndexOfAny((byte)'"', (byte)'\\');
                end = next < 0 ? next : from + next;
            }

            if (end < 0)
            {
                return false;
            }

            value = _rest[..end];
            _rest = _rest[(end + 1)..];
            if (isPlain)
            {
                return true;
            }
        }
    }
}
