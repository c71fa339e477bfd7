namespace Streams.Schemas.Json;

/// <summary>The members that an outline has found, in the order of the text. Reused from record to record; owned by one thread.</summary>
internal sealed class OutlineNodes
{
    /// <summary>How many nodes it keeps room for: what one record needed more is given back.</summary>
    private const int Kept = 4_096;
    private OutlineNode[] _nodes = new OutlineNode[64];
    private int _count;

    /// <summary>A node; a reference to it is good until the next is added.</summary>
    public ref OutlineNode this[int node] => ref _nodes[node];

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        _count = 0;
        _nodes = _nodes.Length > Kept ? new OutlineNode[Kept] : _nodes;
    }

    /// <summary>Adds a node without members and without a next.</summary>
    public int Add(OutlineNode node)
    {
        if (_count == _nodes.Length)
        {
            Array.Resize(ref _nodes, _count * 2);
        }

        (node.Child, node.Next) = (JsonOutline.None, JsonOutline.None);
        _nodes[_count] = node;
        return _count++;
    }

    /// <summary>Hangs a node in behind the last member of its parent.</summary>
    public void Link(int parent, int last, int node)
    {
        if (last == JsonOutline.None)
        {
            _nodes[parent].Child = node;
        }
        else
        {
            _nodes[last].Next = node;
        }
    }

    /// <summary>A member's name.</summary>
    /// <param name="node">The member.</param>
    /// <param name="json">The text.</param>
    /// <param name="texts">Where names stand that are written with escapes.</param>
    public ReadOnlySpan<byte> NameOf(int node, ReadOnlySpan<byte> json, ReadOnlySpan<byte> texts)
    {
        ref readonly var named = ref _nodes[node];
        return (named.NameInTexts ? texts : json).Slice(named.NameStart, named.NameLength);
    }
}
