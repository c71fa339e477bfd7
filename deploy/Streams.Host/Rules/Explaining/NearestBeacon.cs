using System.Globalization;
using Streams.Detections.Correlations.Beacon;
using Streams.Detections.Rules;
using Streams.Schemas.Events;

namespace Streams.Host.Rules.Explaining;

/// <summary>The most contacts with one destination, and how even they are.</summary>
internal static class NearestBeacon
{
    public static string? Of(CorrelationRule rule, CorrelationTrace trace)
    {
        if (rule.Definition is not BeaconDefinition definition)
        {
            return null;
        }

        var pairs = trace
            .ObservationsOf(rule)
            .GroupBy(o => (o.Subject, o.Value))
            .Select(g => (g.Key, Contacts: Most(g.Select(o => o.Evidence.Time).Order(), Nanos(definition.MinInterval), Nanos(rule.Timespan))))
            .ToArray();
        if (pairs.Length == 0)
        {
            return "no event that its rules match has the subject and the destination";
        }

        var ((subject, destination), contacts) = pairs.MaxBy(p => p.Contacts.Count);
        var text = $"{Words.Group(rule, subject)}: {contacts.Count} contacts of '{Words.Value(destination)}' within {Words.Span(rule.Timespan)}";
        return contacts.Count < definition.LeastContacts
            ? $"{text}, and it takes {definition.LeastContacts}"
            : string.Create(CultureInfo.InvariantCulture, $"{text}, whose intervals vary by {Variation(contacts):0.##} of their mean: too much");
    }

    /// <summary>The most contacts within a timespan; those within an interval of each other are one.</summary>
    private static List<Timestamp> Most(IEnumerable<Timestamp> times, long least, long span)
    {
        List<Timestamp> most = [],
            window = [];
        foreach (var time in times)
        {
            if (window.Count > 0 && time - window[^1] < least)
            {
                continue;
            }

            window.Add(time);
            window.RemoveAll(t => t < time - span);
            most = window.Count > most.Count ? [.. window] : most;
        }

        return most;
    }

    private static double Variation(List<Timestamp> contacts)
    {
        double[] intervals = [.. contacts.Zip(contacts.Skip(1), (a, b) => (double)(b - a))];
        var mean = intervals.Average();
        return Math.Sqrt(intervals.Average(i => (i - mean) * (i - mean))) / mean;
    }

    private static long Nanos(TimeSpan span) => (long)(span.TotalSeconds * Timestamp.Second);
}
