using Streams.Schemas.Parsing;

namespace Streams.Schemas.Decoding;

/// <summary>The decoders in front of every source: one row each.</summary>
internal sealed class DecoderTable
{
    private readonly bool[] _firsts;

    /// <summary>The decoders as the options have them.</summary>
    public DecoderTable(ParserOptions options)
    {
        Rows =
        [
            new GzipDecoder(),
            new ZstdDecoder(),
            new NulPadding(),
            .. options.WriterSchemas is { } schemas ? [new ConfluentAvro(schemas)] : (IDecoder[])[],
            new ConfluentFraming(),
            new JsonString(),
            new ByteOrderMark(),
            new RecordSeparator(),
            new ServerSentEvent(),
        ];
        _firsts = [.. Enumerable.Range(0, 256).Select(octet => Rows.Any(row => row.First == octet))];
    }

    /// <summary>The rows.</summary>
    public IReadOnlyList<IDecoder> Rows { get; }

    /// <summary>The decoder of such bytes, or null.</summary>
    public IDecoder? Find(ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty || !_firsts[value[0]])
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
