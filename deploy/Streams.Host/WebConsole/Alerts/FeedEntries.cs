using Streams.Host.Configuration;
using Streams.Schemas.Alerts;

namespace Streams.Host.WebConsole.Alerts;

/// <summary>Alerts by id, in the order of their changes, bounded. Not thread-safe.</summary>
/// <param name="most">How many are kept; the least severe go first, of these the ones that have not changed for longest.</param>
internal sealed class FeedEntries(int most)
{
    private readonly LinkedList<FeedEntry> _entries = new();
    private readonly Dictionary<string, LinkedListNode<FeedEntry>> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _byRule = new(StringComparer.Ordinal);

    /// <summary>By rank, in the order of their changes; those that are no longer in the list are passed over.</summary>
    private readonly Queue<LinkedListNode<FeedEntry>>[] _byRank =
    [
        .. Enumerable.Range(0, AlertLevels.Count).Select(_ => new Queue<LinkedListNode<FeedEntry>>()),
    ];

    /// <summary>How many are kept.</summary>
    public int Count => _byId.Count;

    /// <summary>How many of them are open.</summary>
    public int Open { get; private set; }

    /// <summary>How many of them are of a rule, superseded ones left out.</summary>
    public int CountOf(string rule) => _byRule.GetValueOrDefault(rule);

    /// <summary>One in its latest state; null where none of that id is kept.</summary>
    public FeedEntry? Find(string id) => _byId.GetValueOrDefault(id)?.Value;

    /// <summary>Adds the newest change; where there are too many, one goes.</summary>
    public void Add(FeedEntry entry)
    {
        var node = _entries.AddLast(entry);
        _byId.Add(entry.Id, node);
        _byRank[entry.Rank].Enqueue(node);
        Clear(_byRank[entry.Rank]);
        Tally(entry, 1);
        if (_byId.Count > most && Dispensable() is { } oldest)
        {
            Remove(oldest.Value.Id);
        }
    }

    /// <summary>Takes out an alert; false where it is not there.</summary>
    public bool Remove(string id)
    {
        if (!_byId.Remove(id, out var node))
        {
            return false;
        }

        _entries.Remove(node);
        Tally(node.Value, -1);
        return true;
    }

    /// <summary>The last that changed before a sequence number, of those that a tenant sees; null: all.</summary>
    public FeedPage Page(long before, int limit, Tenant? tenant = null)
    {
        var entries = new List<FeedEntry>(limit);
        var node = _entries.Last;
        for (; node is not null && entries.Count < limit; node = node.Previous)
        {
            if (node.Value.Seq < before && tenant?.Sees(node.Value.Namespaces) != false)
            {
                entries.Add(node.Value);
            }
        }

        entries.Reverse();
        return new FeedPage(entries, node is null || entries.Count == 0 ? null : entries[0].Seq);
    }

    /// <summary>What has changed since a sequence number, in order.</summary>
    public List<FeedEntry> Since(long seq)
    {
        var changed = new List<FeedEntry>();
        for (var node = _entries.Last; node is not null && node.Value.Seq > seq; node = node.Previous)
        {
            changed.Add(node.Value);
        }

        changed.Reverse();
        return changed;
    }

    private LinkedListNode<FeedEntry>? Dispensable()
    {
        foreach (var queue in _byRank)
        {
            while (queue.TryDequeue(out var node))
            {
                if (node.List is not null)
                {
                    return node;
                }
            }
        }

        return null;
    }

    /// <summary>An alert that changes leaves its former node behind: those are cleared away before they are more than the alerts.</summary>
    private void Clear(Queue<LinkedListNode<FeedEntry>> queue)
    {
        if (queue.Count <= 2 * most)
        {
            return;
        }

        for (var left = queue.Count; left > 0; left--)
        {
            if (queue.Dequeue() is { List: not null } node)
            {
                queue.Enqueue(node);
            }
        }
    }

    private void Tally(FeedEntry entry, int by)
    {
        Open += entry.IsOpen ? by : 0;
        if (!entry.IsSuperseded)
        {
            _byRule[entry.RuleId] = _byRule.GetValueOrDefault(entry.RuleId) + by;
        }
    }
}
