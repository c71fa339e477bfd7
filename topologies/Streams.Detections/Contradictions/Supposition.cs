using Streams.Detections.Conditions;
using Streams.Detections.Matching;

namespace Streams.Detections.Contradictions;

/// <summary>
/// What must be so of an event that a condition holds for: lines that hold or do not, and alternatives of which one must be so.
/// Finds contradictions of two lines; of more it finds none. One thread.
/// </summary>
internal sealed class Supposition : ISupposition
{
    private const int Deepest = 4;
    private readonly IReadOnlyDictionary<Expression, SelectionItem> _lines;
    private readonly Func<SelectionItem, SelectionItem, bool> _isSingle;
    private readonly int _depth;
    private readonly List<Literal> _literals = [];
    private readonly List<(IReadOnlyList<Expression> Parts, bool Hold)> _alternatives = [];

    /// <param name="lines">The lines of the condition.</param>
    /// <param name="isSingle">Whether an event has one value at most that two lines of a field could find.</param>
    /// <param name="given">What is so of every event.</param>
    public Supposition(IReadOnlyDictionary<Expression, SelectionItem> lines, Func<SelectionItem, SelectionItem, bool> isSingle, IEnumerable<Literal> given)
    {
        (_lines, _isSingle) = (lines, isSingle);
        _literals.AddRange(given);
    }

    private Supposition(Supposition outer)
        : this(outer._lines, outer._isSingle, outer._literals) => _depth = outer._depth + 1;

    /// <summary>Why no event meets all that is supposed; null: one may.</summary>
    public Contradiction? Find() => OfLines() ?? _alternatives.Select(OfAlternative).FirstOrDefault(found => found is not null);

    /// <summary>Alternatives that are never so by themselves, although others are.</summary>
    public IEnumerable<Contradiction> Lost() =>
        _alternatives.Where(a => a.Hold).SelectMany(a => a.Parts).Select(Alone).OfType<Contradiction>().DistinctBy(found => found.Item.At.Line);

    /// <inheritdoc/>
    public void Suppose(Expression expression, bool holds)
    {
        if (!_lines.TryGetValue(expression, out var item))
        {
            expression.Suppose(holds, this);
        }
        else if (item.Line is { } line)
        {
            Add(item, line, holds);
        }
    }

    /// <inheritdoc/>
    public void SupposeOne(IReadOnlyList<Expression> parts, bool hold)
    {
        if (parts.Count == 1)
        {
            Suppose(parts[0], hold);
        }
        else
        {
            _alternatives.Add((parts, hold));
        }
    }

    private void Add(SelectionItem item, SelectionLine line, bool holds)
    {
        Extent[] extents = [.. line.Values.Select(value => ExtentReader.Of(value, line.Modifiers))];
        if (line.Modifiers.Negated)
        {
            if (holds)
            {
                _literals.Add(new Literal(item.Slot, [new Extent(ExtentKind.Present, "")], true, item));
                _literals.Add(new Literal(item.Slot, extents, false, item));
            }
        }
        else if (!line.Modifiers.All)
        {
            _literals.Add(new Literal(item.Slot, extents, holds, item));
        }
        else if (holds)
        {
            _literals.AddRange(extents.Select(extent => new Literal(item.Slot, [extent], true, item)));
        }
    }

    private Contradiction? OfLines()
    {
        foreach (var field in _literals.GroupBy(l => l.Slot).Where(g => g.Skip(1).Any()))
        {
            Literal[] literals = [.. field.OrderBy(l => l.Item?.At.Line ?? 0)];
            for (var i = 0; i < literals.Length; i++)
            {
                for (var j = i + 1; j < literals.Length; j++)
                {
                    if (literals[i].Contradicts(literals[j], literals[i].Item is { } one && literals[j].Item is { } other && _isSingle(one, other)))
                    {
                        return new Contradiction(literals[i], literals[j]);
                    }
                }
            }
        }

        return null;
    }

    /// <summary>A contradiction where every one of the alternatives is one.</summary>
    private Contradiction? OfAlternative((IReadOnlyList<Expression> Parts, bool Hold) alternative)
    {
        Contradiction? first = null;
        foreach (var part in alternative.Parts)
        {
            if (Branch(part, alternative.Hold)?.Find() is not { } found)
            {
                return null;
            }

            first ??= found;
        }

        return first;
    }

    private Contradiction? Alone(Expression part)
    {
        var alone = new Supposition(_lines, _isSingle, []);
        alone.Suppose(part, true);
        return alone.Find();
    }

    private Supposition? Branch(Expression part, bool holds)
    {
        if (_depth == Deepest)
        {
            return null;
        }

        var branch = new Supposition(this);
        branch.Suppose(part, holds);
        return branch;
    }
}
