using System.IO.Compression;
using Avro;
using Streams.Schemas.Decoding;
using Streams.Schemas.Parsing;
using Streams.Schemas.Text;
using ZstdSharp;

namespace Streams.Schemas.Tests.Fuzz;

/// <summary>No input makes a decoder throw, and none makes it write more than it may.</summary>
public sealed class DecoderFuzzTests
{
    private const int Most = 1 << 16;

    private static readonly int Inputs = Environment.GetEnvironmentVariable("STREAMS_LONG") is { Length: > 0 } ? 200_000 : 20_000;

    private static readonly DecoderTable Table = new(new ParserOptions { WriterSchemas = new LineSchema() });

    public static TheoryData<int> Rows => [.. Enumerable.Range(0, Table.Rows.Count)];

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_decoder_takes_off_its_coding_or_says_why_not(int row)
    {
        var decoder = Table.Rows[row];
        var mutator = new Mutator(Seeds(), 20261124 + row);
        var into = new ByteBuffer();
        var taken = 0;
        for (var i = 0; i < Inputs; i++)
        {
            var input = mutator.Next();
            if (input.Length == 0 || input[0] != decoder.First || !decoder.Recognises(input))
            {
                continue;
            }

            into.Clear();
            var failure = decoder.Decode(input, into, Most, out var decoded);
            taken += failure is null ? 1 : 0;
            Assert.True(decoded.Length <= Math.Max(Most, input.Length), $"{decoder.Name}: {decoded.Length} bytes of {Convert.ToBase64String(input)}");
        }

        Assert.True(taken > 0, $"no input is still {decoder.Name}");
    }

    private static List<byte[]> Seeds()
    {
        var text = "{\"log\":\"one\\ntwo\",\"stream\":\"stdout\"}"u8.ToArray();
        using var zstd = new Compressor();
        return
        [
            Gzip(text),
            Gzip(new byte[4 * Most]),
            zstd.Wrap(text).ToArray(),
            zstd.Wrap(new byte[4 * Most]).ToArray(),
            [0, 0, 0, 0, 7, .. text],
            [0, 0, 0, 0, 9, 8, .. "line"u8, 4, 2, 2, .. "a"u8, 0, 0],
            [0, 0, 0, 0, 0, 0, 0, 0, .. text],
            "\"{\\\"log\\\":\\\"a\\\\u00e9\\\"}\""u8.ToArray(),
            [0xef, 0xbb, 0xbf, .. text],
            [0x1e, .. text, (byte)'\n'],
            [.. "data: "u8, .. text, .. "\n\n"u8],
        ];
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using var into = new MemoryStream();
        using (var gzip = new GZipStream(into, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return into.ToArray();
    }

    private sealed class LineSchema : IWriterSchemas
    {
        private readonly Schema _schema = Schema.Parse(
            """{"type":"record","name":"Line","fields":[{"name":"log","type":"string"},{"name":"labels","type":{"type":"array","items":["null","string"]}}]}"""
        );

        public Schema? Find(int id) => id == 9 ? _schema : null;
    }
}
