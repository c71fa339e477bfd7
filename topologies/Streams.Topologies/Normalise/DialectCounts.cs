using Streams.Schemas.Events;

namespace Streams.Topologies.Normalise;

/// <summary>How many events came in which envelope and dialect since the task began. Written by the task's thread; reads by others may lag.</summary>
public sealed class DialectCounts
{
    /// <summary>The name of elements in an envelope that nobody knows.</summary>
    public const string Unknown = "unknown";

    private readonly List<Entry> _entries = [];

    /// <summary>By <c>envelope/dialect</c>.</summary>
    public IReadOnlyList<(string Name, long Count)> All
    {
        get
        {
            lock (_entries)
            {
                return [.. _entries.Select(e => ($"{e.Envelope}/{e.Dialect}", e.Count))];
            }
        }
    }

    internal void Add(ParsedEvent parsed) => Add(parsed.Envelope, parsed.Dialect ?? parsed.Envelope, 1);

    internal void AddUnknown(int count) => Add(Unknown, Unknown, count);

    /// <summary>The names are constants, few of which a partition ever sees.</summary>
    private void Add(string envelope, string dialect, int count)
    {
        foreach (var entry in _entries)
        {
            if (ReferenceEquals(entry.Dialect, dialect) && ReferenceEquals(entry.Envelope, envelope))
            {
                entry.Count += count;
                return;
            }
        }

        lock (_entries)
        {
            _entries.Add(new Entry(envelope, dialect) { Count = count });
        }
    }

    private sealed class Entry(string envelope, string dialect)
    {
        public string Envelope => envelope;

        public string Dialect => dialect;

        public long Count { get; set; }
    }
}
