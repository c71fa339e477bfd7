using Streams.Topologies.Observe;

namespace Streams.Topologies.Tests.Observe;

public sealed class IntervalsTests
{
    private readonly List<long> _scratch = [];

    [Theory]
    [InlineData("0 10 20 30 40 50", 0)]
    [InlineData("0 10 21 30 40 50", 0.1)]
    [InlineData("0 10 20 30 50 60 70 80", 0)]
    [InlineData("0 10 20 24 30 40 50 60 70 80 90", 0)]
    [InlineData("0 10 20 30 70 110 150", 0.75)]
    public void Spread_OfTimes(string times, double expected) =>
        Assert.Equal(expected, Intervals.Spread([.. times.Split(' ').Select(long.Parse)], _scratch), 3);

    [Fact]
    public void Spread_OfChance_IsWide()
    {
        var random = new Random(1);
        var even = 0;
        for (var i = 0; i < 1_000; i++)
        {
            var (at, contacts) = (0L, new List<long>());
            for (var n = 0; n < 10; n++)
            {
                contacts.Add(at += 1 + (long)(-Math.Log(random.NextDouble()) * 60_000));
            }

            even += Intervals.Spread(contacts, _scratch) <= 0.1 ? 1 : 0;
        }

        Assert.InRange(even, 0, 5);
    }

    [Theory]
    [InlineData(20, true, 3)]
    [InlineData(10, false, 2)]
    [InlineData(9, false, 2)]
    [InlineData(5, true, 3)]
    [InlineData(1, false, 2)]
    public void Add_WithinTheLeastIntervalOfAnother_IsTheSameBeat(long time, bool added, int count)
    {
        var contacts = new List<long> { 0, 10 };

        Assert.Equal((added, count), (Intervals.Add(contacts, time, 2), contacts.Count));
        Assert.Equal(contacts.Order(), contacts);
    }

    [Fact]
    public void Trim_KeepsTheLatest()
    {
        var contacts = new List<long>(Enumerable.Range(0, 100).Select(i => (long)i));
        Intervals.Trim(contacts, 10);
        Assert.Equal((36, Intervals.MaxContacts), (contacts[0], contacts.Count));

        Intervals.Trim(contacts, 90);
        Assert.Equal(90, contacts[0]);
    }
}
