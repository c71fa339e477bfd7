using System.Text;

namespace Streams.Schemas.Tests.Properties;

/// <summary>Records made long: anywhere, of anything that a parser may look at more than once.</summary>
internal static class LongInputs
{
    /// <summary>What they are made long of.</summary>
    public static readonly IReadOnlyList<string> Units =
    [
        "a",
        "\"",
        "\\",
        "\\\"",
        "\\u0041",
        "{",
        "[",
        "{}",
        "[[]]",
        "{\"a\":1},",
        "\"k\":\"v\",",
        ",",
        ":",
        " ",
        "\t",
        "\n",
        "=",
        "k=v ",
        "%41",
        "->",
        ".",
        "a.b ",
        "'",
        "<1>",
        "|",
        "\0",
        "é",
        "[SRC=1 ]",
        "msg=audit(1.2:3): ",
        "password=",
        "http://a:b@",
        "-----BEGIN PRIVATE KEY-----",
        "eyJ",
    ];

    /// <summary>A record with so many bytes of a unit put in.</summary>
    public static byte[] Of(byte[] seed, int at, string unit, int length)
    {
        var bytes = Encoding.UTF8.GetBytes(unit);
        var count = length / bytes.Length;
        var record = new byte[seed.Length + (count * bytes.Length)];
        seed.AsSpan(0, at).CopyTo(record);
        for (var i = 0; i < count; i++)
        {
            bytes.CopyTo(record, at + (i * bytes.Length));
        }

        seed.AsSpan(at).CopyTo(record.AsSpan(at + (count * bytes.Length)));
        return record;
    }
}
