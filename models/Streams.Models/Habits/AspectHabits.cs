using Streams.Schemas.Events;

namespace Streams.Models.Habits;

/// <summary>What an entity does of one aspect. One owner.</summary>
public sealed class AspectHabits
{
    private Dictionary<string, int>? _acts;

    /// <summary>Sightings.</summary>
    public long Sightings { get; set; }

    /// <summary>When there were enough of them for an expectation; null before.</summary>
    public Timestamp? SettledAt { get; set; }

    /// <summary>The values.</summary>
    public Dictionary<string, ValueTrace> Values { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether a kind of act was seen before.</summary>
    public bool Knows(string act) => _acts?.ContainsKey(act) == true;

    /// <summary>Puts in a value that was not there.</summary>
    public void Add(string value, in ValueTrace trace)
    {
        Values.Add(value, trace);
        if (trace.Act is not null)
        {
            _acts ??= new Dictionary<string, int>(StringComparer.Ordinal);
            _acts[trace.Act] = _acts.GetValueOrDefault(trace.Act) + 1;
        }
    }

    /// <summary>Takes out a value.</summary>
    public void Remove(string value)
    {
        if (Values.Remove(value, out var trace) && trace.Act is not null && _acts is not null && --_acts[trace.Act] == 0)
        {
            _acts.Remove(trace.Act);
        }
    }
}
