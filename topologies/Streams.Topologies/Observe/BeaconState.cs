using System.Text.Json;
using Streams.Schemas.Events;
using Streams.Topologies.State;

namespace Streams.Topologies.Observe;

/// <summary>Whom one subject has contacted, and when. Each destination is a part of its own.</summary>
public sealed class BeaconState : FeatureState, IParted
{
    private const int Form = 2;
    private readonly ChangedParts _changed = new();
    private readonly Dictionary<string, List<Timestamp>> _contacts = new(StringComparer.Ordinal);

    /// <summary>For each destination the times of its contacts, in order.</summary>
    public IReadOnlyDictionary<string, List<Timestamp>> Contacts => _contacts;

    /// <summary>The contacts of a destination, to be changed.</summary>
    public List<Timestamp> Of(string destination)
    {
        _changed.Add(destination);
        if (!_contacts.TryGetValue(destination, out var times))
        {
            _contacts.Add(destination, times = []);
        }

        return times;
    }

    /// <summary>Forgets a destination; allowed while enumerating.</summary>
    public void Forget(string destination)
    {
        _contacts.Remove(destination);
        _changed.Add(destination);
    }

    void IParted.Follow() => _changed.Follow(_contacts.Keys);

    IReadOnlyList<KeyValuePair<string, byte[]?>> IParted.TakeChanges() =>
        _changed.Take(name => _contacts.TryGetValue(name, out var times) ? JsonSerializer.SerializeToUtf8Bytes(times, StateJson.Options) : null);

    byte[] IParted.WriteHead() => JsonSerializer.SerializeToUtf8Bytes(new Head(Form, LastEvent, null), StateJson.Options);

    bool IParted.ReadHead(byte[] head)
    {
        var known = JsonSerializer.Deserialize<Head>(head, StateJson.Options);
        StoredForm.Check("whom a subject has contacted", known.Form, Form);
        LastEvent = known.LastEvent;
        foreach (var (destination, times) in known.Contacts ?? [])
        {
            _contacts[destination] = times;
        }

        return known.Form == StoredForm.First;
    }

    void IParted.ReadPart(string name, byte[] part) => _contacts[name] = JsonSerializer.Deserialize<List<Timestamp>>(part, StateJson.Options)!; // written above

    /// <summary>As it is stored; contacts stand in it in the first form alone.</summary>
    private readonly record struct Head(int Form, Timestamp LastEvent, Dictionary<string, List<Timestamp>>? Contacts);
}
