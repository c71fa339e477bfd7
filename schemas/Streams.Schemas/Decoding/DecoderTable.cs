namespace Streams.Schemas.Decoding;

/// <summary>The decoders in front of every source: one row each.</summary>
internal static class DecoderTable
{
    /// <summary>The rows.</summary>
    public static readonly IReadOnlyList<IDecoder> Rows =
    [
        new GzipDecoder(),
        new ZstdDecoder(),
        new NulPadding(),
        new ConfluentFraming(),
        new JsonString(),
        new ByteOrderMark(),
        new RecordSeparator(),
        new ServerSentEvent(),
    ];

    private static readonly bool[] Firsts = [.. Enumerable.Range(0, 256).Select(octet => Rows.Any(row => row.First == octet))];

    /// <summary>The decoder of such bytes, or null.</summary>
    public static IDecoder? Find(ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty || !Firsts[value[0]])
        {
            return null;
        }

        for (var i = 0; i < Rows.Count; i++)
        {
            if (Rows[i].First == value[0] && Rows[i].Recognises(value))
            {
                return Rows[i];
            }
        }

        return null;
    }
}
