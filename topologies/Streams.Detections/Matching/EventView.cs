using System.Text.Json;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;

namespace Streams.Detections.Matching;

/// <summary>
/// One event as rules see it: every field is extracted at the first look and kept until the next event. Reused; owned by one thread.
/// </summary>
public sealed class EventView
{
    private readonly FieldExtractor _extractor;
    private readonly EventView?[] _members;
    private readonly FieldSlots _slots;
    private bool _isExtracted;

    /// <summary>A view for the rules of a set.</summary>
    public EventView(FieldSlots slots)
    {
        _slots = slots;
        Table = new SlotTable(slots.Count);
        _extractor = new FieldExtractor(slots.Plan, Table);
        _members = new EventView?[slots.MemberCount];
    }

    /// <summary>The event.</summary>
    public ParsedEvent Event { get; private set; } = null!; // set by Set before any use

    /// <summary>What it is about.</summary>
    public EntitySet Entities { get; private set; } = null!; // set by Set before any use

    /// <summary>The event's time; <see cref="Timestamp.Unknown"/> for bare JSON.</summary>
    internal Timestamp Time { get; private set; } = Timestamp.Unknown;

    internal SlotTable Table { get; }

    /// <summary>The JSON that whole arrays are parts of.</summary>
    internal ReadOnlyMemory<byte> Document { get; private set; }

    /// <summary>The candidates of the event; scratch of the matcher.</summary>
    internal CandidateSet Candidates { get; } = new();

    /// <summary>Looks at another event.</summary>
    public void Set(ParsedEvent parsed, EntitySet entities)
    {
        (Event, Entities, Document, Time) = (parsed, entities, parsed.Document, parsed.Time);
        _isExtracted = false;
    }

    /// <summary>Looks at a bare JSON object: no envelope, no taxonomy, no entities.</summary>
    /// <returns>Null, or why it is none.</returns>
    public string? TrySet(ReadOnlyMemory<byte> json)
    {
        (Document, Time) = (json, Timestamp.Unknown);
        _isExtracted = true;
        try
        {
            return _extractor.Extract(json) ? null : "not a JSON object";
        }
        catch (JsonException e)
        {
            return e.Message;
        }
    }

    /// <summary>The texts of a field; empty where the event lacks it. For group keys and counted values, not the hot path.</summary>
    public IReadOnlyList<string> Strings(int slot)
    {
        Extract();
        var texts = new List<string>();
        for (var at = Table.First(slot); at >= 0; at = Table[at].Next)
        {
            if (Table[at].HasText)
            {
                texts.Add(new string(Table.Text(in Table[at])));
            }
        }

        return texts;
    }

    /// <summary>The texts of a field, by which an event is grouped: where it is the pod or workload and the event is of none that is known, its source address, as <c>source_ip=ADDRESS</c>.</summary>
    public IReadOnlyList<string> Subjects(int slot)
    {
        var texts = Strings(slot);
        return
            texts.Count == 0
            && _slots[slot].Entity is EntityKind.Pod or EntityKind.PodUid or EntityKind.Workload
            && Entities[EntityKind.SourceIp] is { } address
            ? [$"source_ip={address}"]
            : texts;
    }

    /// <summary>Whether a field is the name of the cluster.</summary>
    public bool IsCluster(int slot) => _slots[slot].Entity is EntityKind.Cluster;

    internal void Extract()
    {
        if (!_isExtracted)
        {
            _extractor.Extract(Event, Entities);
            _isExtracted = true;
        }
    }

    /// <summary>Looks at a member of an array; its members may be scalars.</summary>
    internal void SetMember(ReadOnlyMemory<byte> json)
    {
        Document = json;
        _isExtracted = true;
        _extractor.Extract(json);
    }

    /// <summary>The view that a quantifier looks at members through.</summary>
    internal EventView Members(int index) => _members[index] ??= new EventView(_slots.MembersOf(index));
}
