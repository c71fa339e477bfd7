using System.Text;

namespace Streams.Detections.Matching;

/// <summary>
/// Makes of all fields of a set the keys to look for at each level: a key may stand for one segment of a name or for several
/// (<c>authorization.k8s.io/decision</c>). Levels that lead to the same rest of the same fields are one node, so that long names cost no more than their length squared.
/// </summary>
internal sealed class PathBuilder(IReadOnlyList<FieldSlot> slots)
{
    private readonly Dictionary<string, PathNode> _nodes = new(StringComparer.Ordinal);

    /// <summary>The number of edges made.</summary>
    public int EdgeCount { get; private set; }

    public PathNode Build(IEnumerable<int> fields) => Node([.. fields.Select(slot => (slot, 0))]);

    private PathNode Node(List<(int Slot, int From)> rests)
    {
        var identity = string.Join(' ', rests.Select(r => $"{r.Slot}:{r.From}"));
        if (_nodes.TryGetValue(identity, out var known))
        {
            return known;
        }

        var node = new PathNode();
        _nodes.Add(identity, node);
        var byKey = new SortedDictionary<string, List<(int Slot, int From)>>(StringComparer.Ordinal);
        foreach (var (slot, from) in rests)
        {
            var segments = slots[slot].Segments;
            for (var to = from + 1; to <= segments.Length; to++)
            {
                var key = string.Join('.', segments, from, to - from);
                if (!byKey.TryGetValue(key, out var targets))
                {
                    byKey.Add(key, targets = []);
                }

                targets.Add((slot, to));
            }
        }

        node.Fill([.. byKey.Select(pair => Edge(pair.Key, pair.Value))]);
        return node;
    }

    private PathEdge Edge(string key, List<(int Slot, int From)> targets)
    {
        var ends = targets.Where(t => t.From == slots[t.Slot].Segments.Length).Select(t => t.Slot).ToArray();
        var rests = targets.Where(t => t.From < slots[t.Slot].Segments.Length).ToList();
        return new PathEdge(
            Encoding.UTF8.GetBytes(key),
            EdgeCount++,
            key.AsSpan().Count('.') + 1,
            [.. ends.Where(slot => !slots[slot].IsWhole)],
            [.. ends.Where(slot => slots[slot].IsWhole)],
            rests.Count == 0 ? null : Node(rests)
        );
    }
}
