using System.Text;
using Confluent.Kafka;
using CsCheck;
using Streams.Engine.Seals;

namespace Streams.Engine.Tests;

public sealed class RecordSealsTests
{
    private const string Topic = "signals";
    private static readonly byte[] Old = Encoding.UTF8.GetBytes(new string('o', 32));
    private static readonly byte[] New = Encoding.UTF8.GetBytes(new string('n', 32));

    [Fact]
    public void A_record_that_was_sealed_is_taken_and_one_changed_in_any_part_is_refused()
    {
        var seals = Seals(Old);
        var header = Gen.Select(Gen.String[Gen.Char.AlphaNumeric, 1, 20], Gen.Byte.Array[0, 40]);
        Gen.Select(Gen.Byte.Array[0, 40], Gen.Byte.Array[0, 3_000], header.List[0, 4], Gen.Int[0, 4])
            .Sample(
                (key, value, headers, change) =>
                {
                    var message = new Message<byte[], byte[]> { Key = key, Value = value };
                    foreach (var (name, bytes) in headers)
                    {
                        (message.Headers ??= []).Add(name, bytes);
                    }

                    seals.Seal(Topic, message);
                    Assert.Null(seals.Refuse(Topic, message.Key, message.Value, message.Headers));
                    var topic = change == 0 ? "observations" : Topic;
                    message.Key = change == 1 ? [.. key, 0] : key;
                    message.Value = change == 2 ? [.. value, 0] : value;
                    if (change == 3)
                    {
                        message.Headers!.Add("streams.watermark", [1]); // sealed above
                    }

                    if (change == 4)
                    {
                        (message.Key, message.Value) = ([.. key, .. value, 7], []); // what stands in the key is not in the value
                    }

                    Assert.NotNull(seals.Refuse(topic, message.Key, message.Value, message.Headers));
                },
                iter: 2_000
            );
    }

    [Fact]
    public void Both_keys_are_taken_while_they_rotate_and_the_old_one_no_more_after_that()
    {
        var (before, between, after) = (Seals(Old), Seals(New, Old), Seals(New));
        var (first, second) = (Sealed(before), Sealed(between));

        Assert.Null(between.Refuse(Topic, first.Key, first.Value, first.Headers));
        Assert.Null(after.Refuse(Topic, second.Key, second.Value, second.Headers));
        Assert.Contains("not known", after.Refuse(Topic, first.Key, first.Value, first.Headers), StringComparison.Ordinal);
        Assert.Equal(1, after.Refused[Topic]);
    }

    [Fact]
    public void A_record_without_a_seal_is_taken_while_an_installation_begins_to_seal_and_a_wrong_seal_never()
    {
        var lenient = new RecordSeals([Old], new HashSet<string> { Topic }, acceptsUnsealed: true);
        var forged = Sealed(Seals(New));

        Assert.Null(lenient.Refuse(Topic, [1], [2], null));
        Assert.NotNull(lenient.Refuse(Topic, forged.Key, forged.Value, forged.Headers));
        Assert.NotNull(Seals(Old).Refuse(Topic, [1], [2], null));
    }

    [Fact]
    public void A_topic_of_others_is_neither_sealed_nor_looked_at()
    {
        var message = new Message<byte[], byte[]> { Key = [1], Value = [2] };
        Seals(Old).Seal("raw.audit", message);

        Assert.Null(message.Headers);
        Assert.Null(Seals(Old).Refuse("raw.audit", [1], [2], null));
    }

    [Fact]
    public void A_short_key_is_refused() => Assert.Throws<ArgumentException>(() => Seals("short"u8.ToArray()));

    private static Message<byte[], byte[]> Sealed(RecordSeals seals)
    {
        var message = new Message<byte[], byte[]> { Key = [1], Value = [2, 3] };
        seals.Seal(Topic, message);
        return message;
    }

    private static RecordSeals Seals(params byte[][] keys) => new(keys, new HashSet<string> { Topic, "observations" });
}
