namespace Streams.Topologies.Observe;

/// <summary>How even the intervals between contacts are.</summary>
internal static class Intervals
{
    /// <summary>The most contacts that are looked at: the latest.</summary>
    public const int MaxContacts = 64;

    /// <summary>So many intervals may be one missed beat or several: longer ones are gaps, as uneven as they are.</summary>
    private const long MaxMissed = 3;

    /// <summary>Adds a contact in order; one nearer to another than the least interval belongs to the same beat.</summary>
    /// <returns>False where it was not added.</returns>
    public static bool Add(List<long> contacts, long time, long least)
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
    public static void Trim(List<long> contacts, long before)
    {
        var drop = Math.Max(0, contacts.Count - MaxContacts);
        while (drop < contacts.Count && contacts[drop] < before)
        {
            drop++;
        }

        contacts.RemoveRange(0, drop);
    }

    /// <summary>
    /// The deviation from the median interval that three quarters of the intervals keep within, as a part of that median.
    /// An interval of two or three medians is taken for beats that were missed: its deviation is that from the multiple, shared among them. So one beat missed, or one contact too many, changes little.
    /// </summary>
    /// <param name="contacts">At least two times, in order.</param>
    /// <param name="scratch">Overwritten.</param>
    public static double Spread(List<long> contacts, List<long> scratch)
    {
        scratch.Clear();
        for (var i = 1; i < contacts.Count; i++)
        {
            scratch.Add(contacts[i] - contacts[i - 1]);
        }

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
}
