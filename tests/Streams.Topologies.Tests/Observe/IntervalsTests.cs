using System.Globalization;
using System.Runtime.InteropServices;
using Streams.Schemas.Events;
using Streams.Topologies.Observe;

namespace Streams.Topologies.Tests.Observe;

public sealed class IntervalsTests
{
    private const int Sequences = 2_000;
    private const int Least = 10;
    private readonly List<long> _scratch = [];

    [Theory]
    [InlineData("0 10 20 30 40 50", 0)]
    [InlineData("0 10 21 30 40 50", 0.1)]
    [InlineData("0 10 20 30 50 60 70 80", 0)]
    [InlineData("0 10 20 24 30 40 50 60 70 80 90", 0)]
    [InlineData("0 10 20 30 70 110 150", 0.75)]
    public void Spread_of_times(string times, double expected) =>
        Assert.Equal(expected, Intervals.Spread([.. times.Split(' ').Select(t => new Timestamp(long.Parse(t, CultureInfo.InvariantCulture)))], _scratch), 3);

    [Fact]
    public void Spread_of_chance_is_wide()
    {
        var random = new Random(1);
        var even = 0;
        for (var i = 0; i < 1_000; i++)
        {
            var (at, contacts) = (default(Timestamp), new List<Timestamp>());
            for (var n = 0; n < 10; n++)
            {
                contacts.Add(at += 1 + (long)(-Math.Log(random.NextDouble()) * 60_000));
            }

            even += Intervals.Spread(CollectionsMarshal.AsSpan(contacts), _scratch) <= 0.1 ? 1 : 0;
        }

        Assert.InRange(even, 0, 5);
    }

    [Theory]
    [InlineData(0, 0, 10)]
    [InlineData(0.25, 0, 10)]
    [InlineData(0.4, 0, 12)]
    [InlineData(0.25, 0.1, 20)]
    public void Beacons_are_even_after_few_contacts_whatever_their_jitter(double jitter, double missed, int median)
    {
        var random = new Random(7);
        var found = ContactsUntilEven(() =>
        {
            var gap = 1 + (jitter * ((2 * random.NextDouble()) - 1));
            return random.NextDouble() < missed ? gap + 1
                : random.NextDouble() < missed / 2 ? gap / 2
                : gap;
        });

        Assert.InRange(found.Count, Sequences * 99 / 100, Sequences);
        Assert.InRange(found.Order().ElementAt(found.Count / 2), Least, median);
    }

    [Theory]
    [InlineData(false, Sequences / 1_000)]
    [InlineData(true, Sequences / 100)]
    public void What_chance_or_people_do_is_hardly_ever_even(bool isLognormal, int most)
    {
        var random = new Random(7);
        var found = ContactsUntilEven(() =>
            isLognormal
                ? Math.Exp(0.7 * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()))
                : -Math.Log(1 - random.NextDouble())
        );

        Assert.InRange(found.Count, 0, most);
    }

    [Fact]
    public void Few_contacts_must_be_more_even_than_many()
    {
        Assert.True(Intervals.Measure([new Timestamp(0), new Timestamp(10), new Timestamp(20), new Timestamp(30)], _scratch).Holds);
        Assert.False(Intervals.Measure([new Timestamp(0), new Timestamp(10), new Timestamp(24), new Timestamp(30)], _scratch).Holds);
    }

    [Theory]
    [InlineData(20, true, 3)]
    [InlineData(10, false, 2)]
    [InlineData(9, false, 2)]
    [InlineData(5, true, 3)]
    [InlineData(1, false, 2)]
    public void Add_within_the_least_interval_of_another_is_the_same_beat(long time, bool added, int count)
    {
        var contacts = new List<Timestamp> { new(0), new(10) };

        Assert.Equal((added, count), (Intervals.Add(contacts, new Timestamp(time), 2), contacts.Count));
        Assert.Equal(contacts.Order(), contacts);
    }

    [Fact]
    public void Trim_keeps_the_latest()
    {
        var contacts = new List<Timestamp>(Enumerable.Range(0, 100).Select(i => new Timestamp(i)));
        Intervals.Trim(contacts, new Timestamp(10));
        Assert.Equal((new Timestamp(36), Intervals.MaxContacts), (contacts[0], contacts.Count));

        Intervals.Trim(contacts, new Timestamp(90));
        Assert.Equal(new Timestamp(90), contacts[0]);
    }

    /// <summary>By sequence that is found the number of contacts at which it was, of those that <see cref="Beacon"/> looks at.</summary>
    private List<int> ContactsUntilEven(Func<double> gap)
    {
        var found = new List<int>();
        for (var sequence = 0; sequence < Sequences; sequence++)
        {
            var (at, contacts) = (0.0, new List<Timestamp> { new(0) });
            while (
                contacts.Count < Intervals.MaxContacts && (contacts.Count < Least || !Intervals.Measure(CollectionsMarshal.AsSpan(contacts), _scratch).Holds)
            )
            {
                contacts.Add(new Timestamp((long)((at += gap()) * 30_000)));
            }

            if (Intervals.Measure(CollectionsMarshal.AsSpan(contacts), _scratch).Holds)
            {
                found.Add(contacts.Count);
            }
        }

        return found;
    }
}
