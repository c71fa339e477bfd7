using Streams.Schemas.Alerts;
using Streams.Schemas.Avro;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;
using Streams.Schemas.Explanations;

namespace Streams.Schemas.Tests.Alerts;

public sealed class AlertCodecTests
{
    [Fact]
    public void What_decided_an_alert_comes_back()
    {
        var alert = Some() with
        {
            Status = AlertStatus.Renewed,
            Group = [new NamedValue("user.username", "alice"), new NamedValue("verb", "get")],
            EntityValues = [new EntityValues(EntityKind.SourceIp, [new CountedValue("203.0.113.1", 3), new CountedValue("203.0.113.2", 1)], 7)],
            News = ["source_ip=203.0.113.2"],
            Previous = "0123",
            Measure = new AlertMeasure(5, ">= 5"),
            NewValue = "curl/8",
            Tags = ["attack.t1078"],
            Description = "d",
            References = ["https://example.org"],
            FalsePositives = ["none"],
            Storm = "00000000000000000000000000000000",
            Explanation = new Explanation
            {
                Score = 5.25,
                Threshold = 4,
                Unit = ExplanationUnits.Nats,
                SetHash = "5df8966b6d97de2e",
                Since = new Timestamp(1_796_000_000_000_000_000),
                Base = -1,
                Rest = 0.25,
                Items =
                [
                    new ExplanationItem("secrets", 6, 6)
                    {
                        Text = "get secrets payments/hsm-pin",
                        Sightings = 83,
                        Once = 2,
                        Others = 0,
                    },
                    new ExplanationItem("flows", 12, 0) { Typical = 3 },
                ],
                Counterfactual = "without get secrets payments/hsm-pin: 3.1 < 4",
            },
        };

        var read = AlertCodec.Decode(AlertCodec.Encode(alert, new AvroWriter()));

        Assert.Equal(AlertJson.Serialize(alert), AlertJson.Serialize(read!)); // it is one
        Assert.Contains("\"renewed\":[\"source_ip=203.0.113.2\"]", AlertJson.Serialize(alert), StringComparison.Ordinal);
    }

    [Fact]
    public void Alerts_of_all_former_versions_are_read()
    {
        var alert = Some() with { RuleSet = "set", Previous = "before", Storm = "s" };
        var body = Written(w => AlertBody.Write(alert, w));
        var (storm, explanation) = (Written(w => w.OptionalString("s")), Written(w => ExplanationCodec.WriteOptional(null, w)));
        var names = AlertCodec.Encode(alert, new AvroWriter())[^(1 + 3)..]; // the status, and one block of one source

        var fourth = AlertCodec.Decode(Former(SchemaIds.AlertV4, names.Length));
        var third = AlertCodec.Decode(Former(SchemaIds.AlertV3, names.Length + explanation));
        var second = AlertCodec.Decode(Former(SchemaIds.AlertV2, names.Length + explanation + storm));
        var first = AlertCodec.Decode(Former(SchemaIds.AlertV1, names.Length + explanation + storm + body));

        Assert.Equal(("s", "before", "set"), (fourth?.Storm, fourth?.Previous, fourth?.RuleSet));
        Assert.Equal(("s", "before", "set"), (third?.Storm, third?.Previous, third?.RuleSet));
        Assert.Equal((null, "before", "set"), (second?.Storm, second?.Previous, second?.RuleSet));
        Assert.Equal((null, null, "set"), (first?.Storm, first?.Previous, first?.RuleSet));

        byte[] Former(int id, int without)
        {
            var bytes = AlertCodec.Encode(alert, new AvroWriter())[..^without];
            bytes[4] = (byte)id;
            return bytes;
        }

        static int Written(Action<AvroWriter> write)
        {
            var writer = new AvroWriter();
            write(writer);
            return writer.Length;
        }
    }

    [Theory]
    [InlineData(200)]
    [InlineData(-1)]
    public void A_status_that_is_none_is_no_alert(int status) =>
        Assert.Null(AlertCodec.Decode(AlertCodec.Encode(Some() with { Status = (AlertStatus)status }, new AvroWriter())));

    [Fact]
    public void What_no_reader_can_use_is_no_alert()
    {
        foreach (
            var bad in (Alert[])
                [
                    Some() with
                    {
                        Level = "nonsense",
                    },
                    Some() with
                    {
                        Sources = [(EventSource)77],
                    },
                    Some() with
                    {
                        Score = new AlertScore(double.NaN, "m"),
                    },
                    Some() with
                    {
                        Measure = new AlertMeasure(double.PositiveInfinity, ">= 1"),
                    },
                ]
        )
        {
            Assert.Null(AlertCodec.Decode(AlertCodec.Encode(bad, new AvroWriter())));
        }
    }

    [Fact]
    public void Whatever_is_decoded_can_be_written()
    {
        var (good, chance) = (
            AlertCodec.Encode(
                Some() with
                {
                    Group = [new NamedValue("a", "b")],
                    Measure = new AlertMeasure(5, ">= 5"),
                    Score = new AlertScore(.5, "m"),
                    Sources = [EventSource.Dns],
                    Description = "d",
                },
                new AvroWriter()
            ),
            new Random(3)
        );
        for (var i = 0; i < 100_000; i++)
        {
            var bytes = (byte[])good.Clone();
            for (var change = chance.Next(3); change >= 0; change--)
            {
                bytes[5 + chance.Next(bytes.Length - 5)] = (byte)chance.Next(256);
            }

            if (AlertCodec.Decode(bytes) is { } alert)
            {
                Assert.NotEmpty(AlertJson.Serialize(alert));
            }
        }
    }

    [Fact]
    public void Any_beginning_of_an_alert_is_none()
    {
        var whole = AlertCodec.Encode(Some() with { Group = [new NamedValue("a", "b")], Description = "d" }, new AvroWriter());

        Assert.DoesNotContain(Enumerable.Range(0, whole.Length), length => AlertCodec.Decode(whole.AsSpan(0, length)) is not null);
    }

    private static Alert Some() =>
        new()
        {
            Id = "id",
            RuleId = "rule",
            Title = "t",
            Level = "high",
            Status = AlertStatus.Open,
            Time = new Timestamp(1),
            FirstSeen = new Timestamp(1),
            LastSeen = new Timestamp(2),
            Count = 1,
            Entities = new EntitySet(),
            Attack = [],
            Sources = [EventSource.Audit],
            Evidence = [],
            BlindSpots = [],
        };
}
