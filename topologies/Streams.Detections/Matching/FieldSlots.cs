namespace Streams.Detections.Matching;

/// <summary>The distinct fields of a rule set; each is looked up at most once an event.</summary>
public sealed class FieldSlots
{
    private readonly Dictionary<string, FieldSlot> _byName = new(StringComparer.Ordinal);
    private readonly List<FieldSlot> _slots = [];

    /// <summary>The number of fields.</summary>
    public int Count => _slots.Count;

    internal FieldSlot this[int index] => _slots[index];

    /// <summary>The index of a field, added where it is new. Only while the set is being compiled.</summary>
    public int IndexOf(string name)
    {
        if (!_byName.TryGetValue(name, out var slot))
        {
            slot = new FieldSlot(name, _slots.Count);
            _byName.Add(name, slot);
            _slots.Add(slot);
        }

        return slot.Index;
    }

    /// <summary>The index of a field; false where no rule looks at it.</summary>
    public bool TryIndexOf(string name, out int index)
    {
        var found = _byName.TryGetValue(name, out var slot);
        index = slot?.Index ?? -1;
        return found;
    }
}
