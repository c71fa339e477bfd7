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
                Since = 1_796_000_000_000_000_000,
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
    public void An_alert_of_the_first_version_is_read()
    {
        var current = AlertCodec.Encode(Some(), new AvroWriter());
        var empty = new AvroWriter();
        AlertBody.Write(Some(), empty);
        empty.OptionalString(null);
        ExplanationCodec.WriteOptional(null, empty);
        var first = current[..^empty.Length];
        first[4] = (byte)SchemaIds.AlertV1;

        var read = AlertCodec.Decode(first);

        Assert.Equal("id", read?.Id);
        Assert.Empty(read!.Group); // just read
    }

    [Fact]
    public void An_alert_of_the_second_version_is_read()
    {
        var current = AlertCodec.Encode(Some() with { Previous = "before" }, new AvroWriter());
        var storm = new AvroWriter();
        storm.OptionalString(null);
        ExplanationCodec.WriteOptional(null, storm);
        var second = current[..^storm.Length];
        second[4] = (byte)SchemaIds.AlertV2;

        var read = AlertCodec.Decode(second);

        Assert.Equal("before", read?.Previous);
        Assert.Null(read!.Storm); // just read
    }

    [Fact]
    public void An_alert_of_the_third_version_is_read()
    {
        var current = AlertCodec.Encode(Some() with { Storm = "s" }, new AvroWriter());
        var third = current[..^1];
        third[4] = (byte)SchemaIds.AlertV3;

        var read = AlertCodec.Decode(third);

        Assert.Equal(("s", null), (read?.Storm, read?.Explanation));
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

        // Before the rule set's hash, behind it, before the storm, and before the explanation earlier records ended.
        Assert.InRange(Enumerable.Range(0, whole.Length).Count(length => AlertCodec.Decode(whole.AsSpan(0, length)) is not null), 0, 4);
    }

    private static Alert Some() =>
        new()
        {
            Id = "id",
            RuleId = "rule",
            Title = "t",
            Level = "high",
            Status = AlertStatus.Open,
            Time = 1,
            FirstSeen = 1,
            LastSeen = 2,
            Count = 1,
            Entities = new EntitySet(),
            Attack = [],
            Sources = [EventSource.Audit],
            Evidence = [],
            BlindSpots = [],
        };
}
