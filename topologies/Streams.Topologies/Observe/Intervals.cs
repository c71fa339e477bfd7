using Streams.Schemas.Events;

namespace Streams.Topologies.Observe;

/// <summary>How even the intervals between contacts are.</summary>
internal static class Intervals
{
    /// <summary>The most contacts that are looked at: the latest.</summary>
    public const int MaxContacts = 64;

    /// <summary>So many intervals may be one missed beat or several: longer ones are gaps, as uneven as they are.</summary>
    private const long MaxMissed = 3;

    /// <summary>The greatest coefficient of variation that so many contacts may have: the more there are, the less likely chance makes them even.</summary>
    private static readonly (int Contacts, double Variation)[] Variations = [(4, 0.1), (10, 0.2), (12, 0.25), (16, 0.3)];

    /// <summary>The same of the intervals in the middle, without those that a missed beat or a contact too many makes long or short; fewer contacts have too few of them.</summary>
    private static readonly (int Contacts, double Variation)[] MiddleVariations = [(16, 0.15), (24, 0.2)];

    /// <summary>The part of the intervals that is left out at either end of the middle.</summary>
    private const double Tail = 0.15;

    /// <summary>Adds a contact in order; one nearer to another than the least interval belongs to the same beat.</summary>
    /// <returns>False where it was not added.</returns>
    public static bool Add(List<Timestamp> contacts, Timestamp time, long least)
    {
        var at = contacts.Count;
        while (at > 0 && contacts[at - 1] > time)
        {
            at--;
        }

        if ((at > 0 && time - contacts[at - 1] < least) || (at < contacts.Count && contacts[at] - time < least))
        {
            return false;
        }

        contacts.Insert(at, time);
        return true;
    }

    /// <summary>Drops contacts before a time, and the oldest of too many.</summary>
    public static void Trim(List<Timestamp> contacts, Timestamp before)
    {
        var drop = Math.Max(0, contacts.Count - MaxContacts);
        while (drop < contacts.Count && contacts[drop] < before)
        {
            drop++;
        }

        contacts.RemoveRange(0, drop);
    }

    /// <summary>How much the intervals between contacts vary, by the coefficient of variation, and how much so many may: of all of them, or, where these vary too much, of those in the middle.</summary>
    /// <param name="contacts">Times, in order.</param>
    /// <param name="scratch">Overwritten.</param>
    public static Evenness Measure(ReadOnlySpan<Timestamp> contacts, List<long> scratch)
    {
        Take(contacts, scratch);
        var all = new Evenness(Variation(scratch, 0, scratch.Count), Limit(Variations, contacts.Length));
        if (all.Holds || Limit(MiddleVariations, contacts.Length) is not (> 0 and var limit))
        {
            return all;
        }

        scratch.Sort();
        var tail = (int)(scratch.Count * Tail);
        var middle = new Evenness(Variation(scratch, tail, scratch.Count - tail), limit);
        return middle.Holds ? middle : all;
    }

    /// <summary>
    /// The deviation from the median interval that three quarters of the intervals keep within, as a part of that median.
    /// An interval of two or three medians is taken for beats that were missed: its deviation is that from the multiple, shared among them. So one beat missed, or one contact too many, changes little.
    /// </summary>
    /// <param name="contacts">At least two times, in order.</param>
    /// <param name="scratch">Overwritten.</param>
    public static double Spread(ReadOnlySpan<Timestamp> contacts, List<long> scratch)
    {
        Take(contacts, scratch);
        scratch.Sort();
        var median = scratch[scratch.Count / 2];
        for (var i = 0; i < scratch.Count; i++)
        {
            var beats = Math.Clamp((scratch[i] + (median / 2)) / median, 1, MaxMissed);
            scratch[i] = Math.Abs(scratch[i] - (beats * median)) / beats;
        }

        scratch.Sort();
        return (double)scratch[(((scratch.Count * 3) + 3) / 4) - 1] / median;
    }

    private static void Take(ReadOnlySpan<Timestamp> contacts, List<long> scratch)
    {
        scratch.Clear();
        for (var i = 1; i < contacts.Length; i++)
        {
            scratch.Add(contacts[i] - contacts[i - 1]);
        }
    }

    /// <summary>What holds for so many contacts; 0 where they are too few.</summary>
    private static double Limit((int Contacts, double Variation)[] limits, int contacts)
    {
        var found = 0.0;
        foreach (var (least, variation) in limits)
        {
            found = contacts >= least ? variation : found;
        }

        return found;
    }

    /// <summary>The standard deviation of intervals, as a part of their mean.</summary>
    private static double Variation(List<long> intervals, int from, int to)
    {
        var (sum, squares) = (0.0, 0.0);
        for (var i = from; i < to; i++)
        {
            sum += intervals[i];
        }

        var mean = sum / (to - from);
        for (var i = from; i < to; i++)
        {
            squares += (intervals[i] - mean) * (intervals[i] - mean);
        }

        return Math.Sqrt(squares / (to - from)) / mean;
    }
}
