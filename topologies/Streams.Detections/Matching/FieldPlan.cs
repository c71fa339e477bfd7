using Streams.Detections.Fields;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;

namespace Streams.Detections.Matching;

/// <summary>Where each field of a rule set comes from: resolved entities, the taxonomy, the document, canonical fields. Immutable; thread-safe.</summary>
internal sealed class FieldPlan
{
    /// <summary>The name of the whole event, where it is no object: an array's member within a quantifier.</summary>
    public const string SelfName = ".";

    private readonly int[][] _canonical;
    private readonly int[][][] _aliases;
    private readonly (int Slot, Field Field)[][] _substitutes;

    public FieldPlan(IReadOnlyList<FieldSlot> slots, int keyword)
    {
        Slots = slots;
        Keyword = keyword;
        Entities = [.. slots.Where(s => s.Entity is not null).Select(s => (s.Entity!.Value, s.Index))]; // filtered
        _canonical = [.. Enumerable.Range(0, (int)Field.Count).Select(f => slots.Where(s => s.Canonical == (Field)f).Select(s => s.Index).ToArray())];
        _aliases =
        [
            .. EventSources.All.Select(source =>
                Enumerable
                    .Range(0, (int)Field.Count)
                    .Select(f =>
                        slots
                            .Where(s => FieldCatalogue.Instance.AliasesOf(source, s.Name).FirstOrDefault(Field.Count) == (Field)f)
                            .Select(s => s.Index)
                            .ToArray()
                    )
                    .ToArray()
            ),
        ];
        _substitutes =
        [
            .. EventSources.All.Select(source =>
                slots.SelectMany(s => FieldCatalogue.Instance.AliasesOf(source, s.Name).Skip(1).Select(f => (s.Index, f))).ToArray()
            ),
        ];
        Self = slots.FirstOrDefault(s => s.Name == SelfName)?.Index ?? -1;
        Verb = slots.FirstOrDefault(s => s is { Name: "verb", IsWhole: false })?.Index ?? -1;
        var builder = new PathBuilder(slots);
        var node = builder.Build(slots.Where(s => s.Entity is null && s.Index != keyword && s.Index != Self).Select(s => s.Index));
        Root = new PathEdge([], builder.EdgeCount, 0, Self < 0 ? [] : [Self], [], node);
        EdgeCount = builder.EdgeCount + 1;
    }

    public IReadOnlyList<FieldSlot> Slots { get; }

    /// <summary>The slot of every text; -1 where no rule has keywords.</summary>
    public int Keyword { get; }

    /// <summary>The slot of <see cref="SelfName"/>; -1 where no rule looks at it.</summary>
    public int Self { get; }

    /// <summary>The slot of <c>verb</c>, which is two values for exec, attach and port-forward; -1 where no rule looks at it.</summary>
    public int Verb { get; }

    public (EntityKind Kind, int Slot)[] Entities { get; }

    /// <summary>What leads to the document itself.</summary>
    public PathEdge Root { get; }

    /// <summary>The number of edges.</summary>
    public int EdgeCount { get; }

    /// <summary>The slots that carry a canonical field's own name.</summary>
    public int[] CanonicalOf(Field field) => _canonical[(int)field];

    /// <summary>What the taxonomy puts into a slot that is empty otherwise, for a source.</summary>
    public (int Slot, Field Field)[] SubstitutesOf(EventSource source) => _substitutes[(int)source];

    /// <summary>The slots that the taxonomy maps to a canonical field, for a source.</summary>
    public int[] AliasesOf(EventSource source, Field field) => _aliases[(int)source][(int)field];
}
