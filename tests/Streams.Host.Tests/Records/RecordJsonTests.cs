using System.Text;
using System.Text.Json;
using Confluent.Kafka;
using Streams.Connectors.Kafka.Reading;
using Streams.Host.Records;
using Streams.Redaction;

namespace Streams.Host.Tests.Records;

/// <summary>A record is shown without secrets and without signs that act, whatever its bytes are.</summary>
public sealed class RecordJsonTests
{
    [Fact]
    public void A_text_is_shown_without_its_secrets()
    {
        var json = Write("{\"log\":\"DB_PASSWORD=Zx8Kq2Wm5Tn7 \u001b[31m\"}"u8.ToArray());

        Assert.Equal("{\"log\":\"DB_PASSWORD=*** \\u001b[31m\"}", json.GetProperty("value").GetString());
        Assert.Equal("authorization: Bearer ***", json.GetProperty("headers").GetProperty("h").GetString());
        Assert.Equal("raw.container", json.GetProperty("topic").GetString());
        Assert.Equal("broker", json.GetProperty("time_of").GetString());
    }

    [Fact]
    public void Bytes_that_are_no_text_are_shown_in_base64()
    {
        var json = Write([0x1f, 0x8b, 0, 0xff]);

        Assert.Equal([0x1f, 0x8b, 0, 0xff], json.GetProperty("value_base64").GetBytesFromBase64());
        Assert.Equal(4, json.GetProperty("bytes").GetInt32());
    }

    [Theory]
    [InlineData("{\"a\":{\"command\":[\"X-Auth-Token:\",\"Zx8Kq2Wm5Tn7\"]},\"b\":1.50}", "{\"a\":{\"command\":[\"X-Auth-Token: ***\"]},\"b\":1.50}")]
    [InlineData("{\"a\": [\"unseal\",\"key\",\"1\"], \"b\":[]}", "{\"a\": [\"unseal\",\"key\",\"1\"], \"b\":[]}")]
    [InlineData("{\"a\":[\"x\",\"y\"],\"a\":[\"x\"]} {", "{\"a\":[\"x\",\"y\"],\"a\":[\"x\"]} {")]
    public void A_secret_apart_from_its_name_in_an_array_of_words_is_not_shown(string value, string shown) =>
        Assert.Equal(shown, Write(Encoding.UTF8.GetBytes(value)).GetProperty("value").GetString());

    [Fact]
    public void A_secret_between_bytes_that_are_no_text_is_not_shown_in_base64_either()
    {
        foreach (var stray in (byte[])[0, 0xff, 0xc3])
        {
            var json = Write([.. "DB_PASSWORD=Zx8Kq2Wm5Tn7 "u8, stray, .. " behind"u8]);

            Assert.False(json.TryGetProperty("value_base64", out _));
            Assert.StartsWith("DB_PASSWORD=*** ", json.GetProperty("value").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Of_a_long_text_the_beginning_is_shown()
    {
        var json = Write(Encoding.UTF8.GetBytes(new string('ü', RecordJson.MostShown)));

        Assert.Equal(RecordJson.MostShown, Encoding.UTF8.GetByteCount(json.GetProperty("value").GetString()!)); // it is a text
        Assert.Equal(2 * RecordJson.MostShown, json.GetProperty("bytes").GetInt32());
    }

    [Fact]
    public void A_tombstone_has_no_value() => Assert.Equal(JsonValueKind.Null, Write(null).GetProperty("value").ValueKind);

    private static JsonElement Write(byte[]? value)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            RecordJson.Write(
                json,
                new TopicRecord("raw.container", 1, 2, [], value, 1_795_421_394_659, true, [new Header("h", "authorization: Bearer Zx8Kq2Wm5Tn7"u8.ToArray())]),
                Redactor.Default
            );
        }

        return JsonDocument.Parse(stream.ToArray()).RootElement;
    }
}
