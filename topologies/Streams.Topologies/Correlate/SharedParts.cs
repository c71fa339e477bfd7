using Streams.Schemas.Entities;
using Streams.Schemas.Signals;

namespace Streams.Topologies.Correlate;

/// <summary>What a group's signals say alike is kept once: they wait, and are many.</summary>
internal sealed class SharedParts(string[] inputs)
{
    private Signal? _last;

    /// <summary>The same signal, its parts those of the one before where they are equal.</summary>
    public Signal Share(Signal signal)
    {
        var entities = _last is { } last && Same(last.Entities, signal.Entities) ? last.Entities : signal.Entities;
        return _last = signal with
        {
            Correlation = _last?.Correlation ?? signal.Correlation,
            Group = _last?.Group ?? signal.Group,
            Input = Known(signal.Input),
            Entities = entities,
        };
    }

    private string Known(string input)
    {
        foreach (var known in inputs)
        {
            if (known == input)
            {
                return known;
            }
        }

        return input;
    }

    private static bool Same(EntitySet a, EntitySet b)
    {
        for (var kind = 0; kind < EntityKinds.Count; kind++)
        {
            if (a[(EntityKind)kind] != b[(EntityKind)kind])
            {
                return false;
            }
        }

        return true;
    }
}
