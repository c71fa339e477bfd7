using System.Globalization;
using System.Text.Json;
using Streams.Schemas.Avro;
using Streams.Schemas.Signals;
using Streams.Topologies.State;

namespace Streams.Topologies.Observe;

/// <summary>What of one key waits for the watermark. Kept apart from what the key has taught: it changes with every event, that seldom, and may be much; each observation is a part of its own.</summary>
public sealed class BufferedObservations : IParted
{
    private const int Form = 2;
    private readonly ChangedParts _changed = new();
    private readonly List<Observation> _items = [];
    private readonly Dictionary<string, Observation> _byName = new(StringComparer.Ordinal);

    /// <summary>The observations, in order of time, id and value.</summary>
    public IReadOnlyList<Observation> Items => _items;

    /// <summary>The order in which they are judged; two that are equal are one observation, delivered twice.</summary>
    public static int Compare(Observation a, Observation b)
    {
        var order = a.Evidence.Time.CompareTo(b.Evidence.Time);
        order = order != 0 ? order : string.CompareOrdinal(a.Evidence.EventId, b.Evidence.EventId);
        return order != 0 ? order : string.CompareOrdinal(a.Value, b.Value);
    }

    /// <summary>Puts one in.</summary>
    public void Insert(int at, Observation observation)
    {
        _items.Insert(at, observation);
        var name = NameOf(observation);
        _byName[name] = observation;
        _changed.Add(name);
    }

    /// <summary>Takes out the first ones.</summary>
    public void RemoveFirst(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var name = NameOf(_items[i]);
            _byName.Remove(name);
            _changed.Add(name);
        }

        _items.RemoveRange(0, count);
    }

    void IParted.Follow() => _changed.Follow(_byName.Keys);

    IReadOnlyList<KeyValuePair<string, byte[]?>> IParted.TakeChanges()
    {
        var writer = new AvroWriter();
        return _changed.Take(name =>
        {
            if (!_byName.TryGetValue(name, out var observation))
            {
                return null;
            }

            ObservationCodec.Begin(writer);
            ObservationCodec.Add(observation, writer);
            return ObservationCodec.End(writer);
        });
    }

    byte[] IParted.WriteHead() => JsonSerializer.SerializeToUtf8Bytes(new Head(Form, null), StateJson.Options);

    bool IParted.ReadHead(byte[] head)
    {
        var known = JsonSerializer.Deserialize<Head>(head, StateJson.Options);
        StoredForm.Check("what waits for the watermark", known.Form, Form);
        foreach (var observation in known.Items ?? [])
        {
            Add(observation);
        }

        return known.Form == StoredForm.First;
    }

    void IParted.ReadPart(string name, byte[] part)
    {
        foreach (var observation in ObservationCodec.Decode(part) ?? throw StoredForm.Unreadable(part, $"the observation {name} that waits"))
        {
            Add(observation);
        }
    }

    private void Add(Observation observation)
    {
        var at = _items.BinarySearch(observation, Comparer<Observation>.Create(Compare));
        Insert(at < 0 ? ~at : at, observation);
    }

    private static string NameOf(Observation observation) =>
        string.Create(CultureInfo.InvariantCulture, $"{observation.Evidence.Time.Nanoseconds}\u001f{observation.Evidence.EventId}\u001f{observation.Value}");

    /// <summary>As it is stored; observations stand in it in the first form alone.</summary>
    private readonly record struct Head(int Form, List<Observation>? Items);
}
