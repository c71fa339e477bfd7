using Streams.Schemas.Alerts;
using Streams.Schemas.Avro;
using Streams.Schemas.Entities;
using Streams.Topologies.Correlate.Signals;

namespace Streams.Topologies.Correlate;

/// <summary>The distinct values of each entity among an alert's signals, with their counts. Bounded; what finds no room is counted. Signals often share their entities' bytes: then nothing is read again.</summary>
internal sealed class EntityTally
{
    private const int None = -1;
    private const int Other = -2;

    private readonly List<CountedValue>?[] _values = new List<CountedValue>?[EntityKinds.Count];
    private readonly long[] _others = new long[EntityKinds.Count];

    /// <summary>Where the last signal's values stand.</summary>
    private readonly int[] _places = new int[EntityKinds.Count];
    private byte[]? _last;
    private long _repeats;

    /// <summary>All values, by kind.</summary>
    public IReadOnlyList<EntityValues> All
    {
        get
        {
            Settle();
            var all = new List<EntityValues>();
            for (var kind = 0; kind < _values.Length; kind++)
            {
                if (_values[kind] is { } values)
                {
                    all.Add(new EntityValues((EntityKind)kind, [.. values], _others[kind]));
                }
            }

            return all;
        }
    }

    /// <summary>How many distinct values it holds.</summary>
    public int Distinct
    {
        get
        {
            var count = 0;
            foreach (var values in _values)
            {
                count += values?.Count ?? 0;
            }

            return count;
        }
    }

    /// <summary>Counts a signal's entities.</summary>
    /// <returns>The entities where they are others than the last ones; null: the same again.</returns>
    public EntitySet? Add(PackedSignal signal)
    {
        if (ReferenceEquals(_last, signal.Entities))
        {
            _repeats += signal.Repeated;
            return null;
        }

        Settle();
        _last = signal.Entities;
        var entities = signal.ReadEntities();
        for (var kind = 0; kind < _places.Length; kind++)
        {
            _places[kind] = entities[(EntityKind)kind] is { } value && ((EntityKind)kind).IsShown() ? Count(kind, value, signal.Repeated) : None;
        }

        return entities;
    }

    public EntityTally Copy()
    {
        Settle();
        var copy = new EntityTally();
        for (var kind = 0; kind < _values.Length; kind++)
        {
            copy._values[kind] = _values[kind] is { } values ? [.. values] : null;
        }

        _others.CopyTo(copy._others, 0);
        return copy;
    }

    public void Write(AvroWriter writer)
    {
        foreach (var (kind, values, others) in All)
        {
            writer.Long((long)kind + 1);
            writer.Long(others);
            writer.Long(values.Count);
            foreach (var (value, count) in values)
            {
                writer.String(value);
                writer.Long(count);
            }
        }

        writer.Long(0);
    }

    public void Read(ref AvroReader reader)
    {
        for (var kind = reader.Long(); kind > 0 && kind <= EntityKinds.Count && !reader.Failed; kind = reader.Long())
        {
            _others[kind - 1] = reader.Long();
            var values = _values[kind - 1] = [];
            for (var count = reader.Long(); count > 0 && !reader.Failed; count--)
            {
                values.Add(new CountedValue(reader.String(), reader.Long()));
            }
        }
    }

    private int Count(int kind, string value, int repeated)
    {
        var values = _values[kind] ??= [];
        for (var i = 0; i < values.Count; i++)
        {
            if (values[i].Value == value)
            {
                values[i] = values[i] with { Count = values[i].Count + repeated };
                return i;
            }
        }

        if (values.Count >= EntityValues.Most)
        {
            _others[kind] += repeated;
            return Other;
        }

        values.Add(new CountedValue(value, repeated));
        return values.Count - 1;
    }

    /// <summary>Adds the repeats of the last signal's values.</summary>
    private void Settle()
    {
        for (var kind = 0; kind < _places.Length && _repeats > 0; kind++)
        {
            if (_last is not null && _places[kind] >= 0)
            {
                var values = _values[kind]!; // it has a place
                values[_places[kind]] = values[_places[kind]] with { Count = values[_places[kind]].Count + _repeats };
            }
            else if (_last is not null && _places[kind] == Other)
            {
                _others[kind] += _repeats;
            }
        }

        _repeats = 0;
    }
}
