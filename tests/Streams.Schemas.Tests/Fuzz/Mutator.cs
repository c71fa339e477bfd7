namespace Streams.Schemas.Tests.Fuzz;

/// <summary>Seeded mutations of real lines: the same seed gives the same inputs.</summary>
internal sealed class Mutator(IReadOnlyList<byte[]> seeds, int seed)
{
    private static readonly byte[][] Tokens =
    [
        .. new[]
        {
            "\"",
            "{",
            "}",
            "[",
            "]",
            ":",
            ",",
            "\\",
            "\\u",
            "\\ud800",
            "\\udc00x",
            "null",
            "-1",
            "99999999999999999999",
            "1e999",
            " ",
            "\n",
            "=",
            "<NA>",
            "::",
            "%zz",
            "%",
            "+",
            "]:",
            " [",
            "IN=",
            "SRC=",
            "->",
            "@",
            "\"items\":[",
            "\0",
            "\ufeff",
            "é",
            "2026-13-45T99:99:99Z",
            "command=",
        }.Select(System.Text.Encoding.UTF8.GetBytes),
        [0xff],
        [0xc3],
        [0xed, 0xa0, 0x80],
    ];

    private readonly Random _random = new(seed);

    public byte[] Next()
    {
        var line = new List<byte>(seeds[_random.Next(seeds.Count)]);
        for (var rounds = _random.Next(1, 6); rounds > 0; rounds--)
        {
            Mutate(line);
        }

        return [.. line];
    }

    private void Mutate(List<byte> line)
    {
        var at = _random.Next(line.Count + 1);
        var length = Math.Min(_random.Next(1, 24), line.Count - at);
        switch (_random.Next(7))
        {
            case 0 when at < line.Count:
                line[at] = (byte)_random.Next(256);
                break;
            case 1:
                line.RemoveRange(at, length);
                break;
            case 2:
                line.InsertRange(at, line.GetRange(at, length));
                break;
            case 3:
                line.InsertRange(at, Tokens[_random.Next(Tokens.Length)]);
                break;
            case 4 when _random.Next(4) == 0:
                line.RemoveRange(at, line.Count - at);
                break;
            case 5:
                var other = seeds[_random.Next(seeds.Count)];
                var from = _random.Next(other.Length);
                line.InsertRange(at, other.AsSpan(from, Math.Min(other.Length - from, _random.Next(1, 200))).ToArray());
                break;
            case 6 when _random.Next(50) == 0:
                line.InsertRange(at, Enumerable.Repeat((byte)"[{\"x "[_random.Next(5)], 5000));
                break;
        }
    }
}
