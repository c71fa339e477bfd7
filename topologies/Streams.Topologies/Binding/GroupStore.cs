using System.Globalization;
using System.Runtime.InteropServices;
using Streams.Engine.Hosting;
using Streams.Topologies.Correlate;
using Streams.Topologies.State;

namespace Streams.Topologies.Binding;

/// <summary>
/// Groups in front of a task's change-logged store. Signals ahead of the watermark are stored once, those of a commit together in one piece that goes when all of them are settled:
/// a busy group writes what is new, not all it holds. The rest of a group is written where it has changed.
/// </summary>
internal sealed class GroupStore(ITaskStore store, string prefix) : IKeyedState<GroupState>
{
    private const char ChunkMark = '\u001d';
    private readonly PiecedStore _heads = new(store, prefix);
    private readonly PiecedStore _signals = new(store, prefix + ".signals");
    private readonly Dictionary<string, GroupState> _live = new(StringComparer.Ordinal);
    private readonly Dictionary<string, GroupChunks> _chunks = new(StringComparer.Ordinal);
    private readonly HashSet<string> _dirty = new(StringComparer.Ordinal);
    private readonly GroupCodec _codec = new();
    private readonly List<PackedSignal> _piece = [];
    private readonly Dictionary<int, int> _now = [];
    private readonly List<int> _changed = [];

    public IReadOnlyCollection<string> Keys => _live.Keys;

    /// <summary>Takes in what was restored.</summary>
    public void Load()
    {
        _live.Clear();
        _chunks.Clear();
        _dirty.Clear();
        foreach (var (key, value) in _heads.Load())
        {
            _live[key] = new GroupState(key) { Rest = value, IsRestStored = true };
        }

        foreach (var (name, value) in _signals.Load())
        {
            var mark = name.LastIndexOf(ChunkMark);
            var (key, chunk) = (name[..mark], int.Parse(name.AsSpan(mark + 1), CultureInfo.InvariantCulture));
            if (!_live.TryGetValue(key, out var state))
            {
                throw new InvalidDataException($"there are signals of the group {key}, and no group");
            }

            (state.Restored ??= []).Add((value, chunk));
            ChunksOf(key).Stored(chunk, GroupCodec.CountOf(value));
        }
    }

    /// <summary>Writes what was touched.</summary>
    public void Flush()
    {
        foreach (var key in _dirty)
        {
            var state = _live.GetValueOrDefault(key);
            if (state is null)
            {
                _heads.Write(key, null);
            }
            else if (state is { Rest: { } rest, IsRestStored: false })
            {
                _heads.Write(key, rest);
                state.IsRestStored = true;
            }
            else if (state.Body is { IsChanged: true } body)
            {
                _heads.Write(key, _codec.Write(body));
                body.IsChanged = false;
            }

            WriteSignals(key, state?.Body?.Unsettled ?? []);
        }

        _dirty.Clear();
    }

    public GroupState? Get(string key) => _live.GetValueOrDefault(key);

    public GroupState? Get(ReadOnlySpan<char> key) => _live.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(key, out var state) ? state : null;

    public void Put(string key, GroupState value)
    {
        _live[key] = value;
        _dirty.Add(key);
    }

    public void Touch(string key) => _dirty.Add(key);

    public void Remove(string key)
    {
        _live.Remove(key);
        _dirty.Add(key);
    }

    private void WriteSignals(string key, List<Waiting> unsettled)
    {
        if (unsettled.Count == 0 && !_chunks.ContainsKey(key))
        {
            return;
        }

        var chunks = ChunksOf(key);
        chunks.Follow(unsettled, _now, _changed);
        foreach (var chunk in _changed)
        {
            _piece.Clear();
            foreach (var (_, signal) in unsettled)
            {
                if (signal.Chunk == chunk)
                {
                    _piece.Add(signal);
                }
            }

            _signals.Write(string.Create(CultureInfo.InvariantCulture, $"{key}{ChunkMark}{chunk}"), _piece.Count == 0 ? null : _codec.Write(CollectionsMarshal.AsSpan(_piece)));
        }

        if (chunks.IsEmpty)
        {
            _chunks.Remove(key);
        }
    }

    private GroupChunks ChunksOf(string key)
    {
        if (!_chunks.TryGetValue(key, out var chunks))
        {
            _chunks.Add(key, chunks = new GroupChunks());
        }

        return chunks;
    }
}
