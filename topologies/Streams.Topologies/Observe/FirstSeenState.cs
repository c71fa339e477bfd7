using System.Buffers.Binary;
using System.Text.Json;
using Streams.Schemas.Events;
using Streams.Topologies.State;

namespace Streams.Topologies.Observe;

/// <summary>What one subject has been seen with. Each value is a part of its own: one that is new costs what it is, however many are known.</summary>
public sealed class FirstSeenState : FeatureState, IParted
{
    private const int Form = 2;
    private readonly ChangedParts _changed = new();
    private readonly Dictionary<string, Timestamp> _values = new(StringComparer.Ordinal);

    /// <summary>The time of its first event, of whatever kind; null before it.</summary>
    public Timestamp? FirstEvent { get; set; }

    /// <summary>Each value's last time.</summary>
    public IReadOnlyDictionary<string, Timestamp> Values => _values;

    /// <summary>It was seen with a value.</summary>
    public void Saw(string value, Timestamp time)
    {
        _values[value] = time;
        _changed.Add(value);
    }

    /// <summary>Forgets a value.</summary>
    public void Forget(string value)
    {
        _values.Remove(value);
        _changed.Add(value);
    }

    /// <summary>Forgets the values seen longest ago where there are more than so many.</summary>
    public void KeepAtMost(int most)
    {
        if (_values.Count <= most)
        {
            return;
        }

        // Many at once: one look at all of them for each new value would let whoever makes values choose the cost.
        foreach (var (value, _) in _values.OrderBy(v => v.Value).ThenBy(v => v.Key, StringComparer.Ordinal).Take(Math.Max(1, most / 10)).ToArray())
        {
            Forget(value);
        }
    }

    void IParted.Follow() => _changed.Follow(_values.Keys);

    IReadOnlyList<KeyValuePair<string, byte[]?>> IParted.TakeChanges() =>
        _changed.Take(name =>
        {
            if (!_values.TryGetValue(name, out var time))
            {
                return null;
            }

            var bytes = new byte[sizeof(long)];
            BinaryPrimitives.WriteInt64BigEndian(bytes, time.Nanoseconds);
            return bytes;
        });

    byte[] IParted.WriteHead() => JsonSerializer.SerializeToUtf8Bytes(new Head(Form, FirstEvent, LastEvent, null), StateJson.Options);

    bool IParted.ReadHead(byte[] head)
    {
        var known = JsonSerializer.Deserialize<Head>(head, StateJson.Options);
        StoredForm.Check("what a subject was first seen with", known.Form, Form);
        (FirstEvent, LastEvent) = (known.FirstEvent, known.LastEvent);
        foreach (var (value, time) in known.Values ?? [])
        {
            _values[value] = time;
        }

        return known.Form == StoredForm.First;
    }

    void IParted.ReadPart(string name, byte[] part) => _values[name] = new(BinaryPrimitives.ReadInt64BigEndian(part));

    /// <summary>As it is stored; values stand in it in the first form alone.</summary>
    private readonly record struct Head(int Form, Timestamp? FirstEvent, Timestamp LastEvent, Dictionary<string, Timestamp>? Values);
}
