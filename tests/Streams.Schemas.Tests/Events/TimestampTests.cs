using System.Text.Json;
using CsCheck;
using Streams.Schemas.Events;

namespace Streams.Schemas.Tests.Events;

/// <summary>Points in time: nothing wraps around, and what is no time stays none.</summary>
public sealed class TimestampTests
{
    private static readonly long[] Edges = [long.MinValue, long.MinValue + 1, -1, 0, 1, long.MaxValue - 1, long.MaxValue];
    private static readonly Gen<long> Any = Gen.OneOf(Gen.Long, Gen.Int[0, Edges.Length - 1].Select(i => Edges[i]));

    [Fact]
    public void Sums_and_differences_end_at_the_edge() =>
        Gen.Select(Any, Any)
            .Sample(
                (a, b) =>
                {
                    var time = new Timestamp(a);
                    Assert.Equal(Math.Max(Clamp((Int128)a - b), -long.MaxValue), time - new Timestamp(b));
                    Assert.InRange(Math.Abs(time - new Timestamp(b)), 0, long.MaxValue);
                    if (time.IsKnown && !time.IsNever)
                    {
                        Assert.Equal(Clamp((Int128)a + b), (time + b).Nanoseconds);
                        Assert.Equal(Clamp((Int128)a - b), (time - b).Nanoseconds);
                    }
                    else
                    {
                        Assert.Equal((time, time), (time + b, time - b));
                    }
                }
            );

    [Fact]
    public void A_floor_is_the_begin_of_its_span_before_1970_too() =>
        Gen.Select(Gen.Long[-4_000_000_000_000_000_000, 4_000_000_000_000_000_000], Gen.Long[1, 100_000_000_000_000])
            .Sample(
                (nanoseconds, width) =>
                {
                    var time = new Timestamp(nanoseconds);
                    var floor = time.Floor(width);
                    Assert.Equal(time.Span(width) * width, floor.Nanoseconds);
                    Assert.InRange(time - floor, 0, width - 1);
                }
            );

    [Fact]
    public void What_is_not_known_is_before_and_what_never_comes_is_after_every_time() =>
        Gen.Long[long.MinValue + 1, long.MaxValue - 1]
            .Sample(nanoseconds =>
            {
                var time = new Timestamp(nanoseconds);
                Assert.True(Timestamp.Unknown < time && time < Timestamp.Never);
                Assert.Equal((time, time), (Timestamp.Max(Timestamp.Unknown, time), Timestamp.Min(time, Timestamp.Never)));
                Assert.True(time is { IsKnown: true, IsNever: false });
            });

    [Theory]
    [InlineData(0, "1970-01-01T00:00:00.000000000Z")]
    [InlineData(-1, "1969-12-31T23:59:59.999999999Z")]
    [InlineData(1_795_420_149_138_000_001, "2026-11-23T07:49:09.138000001Z")]
    public void It_is_written_as_RFC_3339_with_nanoseconds(long nanoseconds, string expected) => Assert.Equal(expected, new Timestamp(nanoseconds).Format());

    [Fact]
    public void Milliseconds_and_dates_too_far_away_end_at_the_edge()
    {
        Assert.Equal(9_223_372_036_854_000_000, Timestamp.FromMilliseconds(long.MaxValue).Nanoseconds);
        Assert.True(Timestamp.FromMilliseconds(long.MinValue) is { IsKnown: true, Milliseconds: -9_223_372_036_854 });
        Assert.True(Timestamp.From(DateTimeOffset.MaxValue) > Timestamp.From(new DateTimeOffset(2262, 1, 1, 0, 0, 0, TimeSpan.Zero)));
        Assert.Equal(new Timestamp(1_500), Timestamp.From(DateTimeOffset.UnixEpoch.AddTicks(15)));
    }

    [Fact]
    public void In_JSON_it_is_its_nanoseconds()
    {
        Timestamp?[] times = [new(7), null, Timestamp.Never];

        Assert.Equal("[7,null,9223372036854775807]", JsonSerializer.Serialize(times));
        Assert.Equal(times, JsonSerializer.Deserialize<Timestamp?[]>("[7,null,9223372036854775807]"));
    }

    private static long Clamp(Int128 exact) => (long)Int128.Clamp(exact, long.MinValue, long.MaxValue);
}
