namespace Streams.Detections.Matching;

/// <summary>The distinct fields of a rule set; each is extracted once an event. Fields are added while a set is compiled, and never once an event has been looked at.</summary>
public sealed class FieldSlots
{
    /// <summary>The most segments of a field's name: what may stand between its dots.</summary>
    internal const int MaxSegments = 32;

    private readonly Dictionary<(string Name, bool IsWhole), FieldSlot> _byName = [];
    private readonly List<FieldSlot> _slots = [];
    private readonly List<FieldSlots> _members = [];
    private readonly Lazy<FieldPlan> _plan;

    /// <summary>No fields.</summary>
    public FieldSlots() => _plan = new Lazy<FieldPlan>(() => new FieldPlan(_slots, Keyword));

    /// <summary>The number of fields.</summary>
    public int Count => _slots.Count;

    /// <summary>The slot that holds every text of the event, for keywords; -1 where no rule has any.</summary>
    internal int Keyword { get; private set; } = -1;

    /// <summary>The number of quantifiers over arrays.</summary>
    internal int MemberCount => _members.Count;

    /// <summary>How the fields are found.</summary>
    internal FieldPlan Plan => _plan.Value;

    internal FieldSlot this[int index] => _slots[index];

    /// <summary>The index of a field, added where it is new. Only while the set is being compiled.</summary>
    public int IndexOf(string name) => Add(name, false);

    /// <summary>The index of a field; false where no rule looks at it.</summary>
    public bool TryIndexOf(string name, out int index)
    {
        var found = _byName.TryGetValue((name, false), out var slot);
        index = slot?.Index ?? -1;
        return found;
    }

    /// <summary>The index of a field whose array is wanted as a whole.</summary>
    internal int IndexOfWhole(string name) => Add(name, true);

    /// <summary>The fields of the members of an array, for one more quantifier; its index.</summary>
    internal int AddMembers(FieldSlots members)
    {
        _members.Add(members);
        return _members.Count - 1;
    }

    internal FieldSlots MembersOf(int index) => _members[index];

    internal int IndexOfKeyword()
    {
        if (Keyword < 0)
        {
            Keyword = _slots.Count;
            _slots.Add(new FieldSlot("", Keyword, false));
        }

        return Keyword;
    }

    private int Add(string name, bool isWhole)
    {
        if (!_byName.TryGetValue((name, isWhole), out var slot))
        {
            slot = new FieldSlot(name, _slots.Count, isWhole);
            _byName.Add((name, isWhole), slot);
            _slots.Add(slot);
        }

        return slot.Index;
    }
}
