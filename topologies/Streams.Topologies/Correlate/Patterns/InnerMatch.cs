using Streams.Schemas.Avro;
using Streams.Topologies.Correlate.Signals;

namespace Streams.Topologies.Correlate.Patterns;

/// <summary>A match of a correlation that another reads, with all it rests on.</summary>
/// <param name="Index">Which input.</param>
/// <param name="Completing">The signal that completed it: its time is the match's.</param>
/// <param name="Signals">All of its signals.</param>
internal sealed record InnerMatch(int Index, PackedSignal Completing, PackedSignal[] Signals)
{
    /// <summary>The most signals of a burst that goes on: of more the latest stay.</summary>
    public const int Most = 256;

    /// <summary>The first version of a group's bytes that has them.</summary>
    private const long First = 2;

    /// <summary>Signals in the order in which they are judged, each event once.</summary>
    public static PackedSignal[] InOrder(List<PackedSignal> signals)
    {
        signals.Sort(static (a, b) => a.Time != b.Time ? a.Time.CompareTo(b.Time) : a.CompareAtOneTime(b));
        var (kept, seen) = (new List<PackedSignal>(signals.Count), new HashSet<EventKey>());
        foreach (var signal in signals)
        {
            if (seen.Add(signal.Event))
            {
                kept.Add(signal);
            }
        }

        return [.. kept];
    }

    public static void Write(List<InnerMatch>? matches, AvroWriter writer)
    {
        writer.Long(matches?.Count ?? 0);
        foreach (var match in matches ?? [])
        {
            writer.Long(match.Index);
            SignalBytes.WriteOptional(match.Completing, writer);
            SignalBytes.Write(match.Signals, writer);
        }
    }

    public static List<InnerMatch>? Read(ref AvroReader reader, string[] inputs, long version)
    {
        if (version < First)
        {
            return null;
        }

        List<InnerMatch>? matches = null;
        for (var count = reader.Long(); count > 0 && !reader.Failed; count--)
        {
            var (index, completing, signals) = ((int)reader.Long(), SignalBytes.ReadOptional(ref reader, inputs), SignalBytes.Read(ref reader, inputs));
            if (completing is not null)
            {
                (matches ??= []).Add(new InnerMatch(index, completing, signals));
            }
        }

        return matches;
    }
}
