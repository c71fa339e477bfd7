using System.Globalization;
using System.Runtime.InteropServices;
using Streams.Engine.Hosting;
using Streams.Topologies.Correlate;
using Streams.Topologies.Correlate.Groups;
using Streams.Topologies.Correlate.Signals;
using Streams.Topologies.State;

namespace Streams.Topologies.Binding;

/// <summary>
/// Groups in front of a task's change-logged store. Signals ahead of the watermark are stored once, those of a commit together in one piece that goes when all of them are settled:
/// a busy group writes what is new, not all it holds. The rest of a group is written where it has changed, and of a group at rest only the key stays in memory.
/// </summary>
internal sealed class GroupStore : IKeyedState<GroupState>, IStored
{
    /// <summary>Stands between a group's key and the number of a piece of its signals.</summary>
    internal const char ChunkMark = '\u001d';
    private readonly PiecedStore _heads;
    private readonly PiecedStore _signals;
    private readonly Dictionary<string, GroupState> _live = new(StringComparer.Ordinal);
    private readonly List<GroupState> _dirty = [];
    private readonly GroupCodec _codec = new();
    private readonly List<PackedSignal> _piece = [];
    private readonly Dictionary<int, int> _now = [];
    private readonly List<int> _changed = [];
    private readonly Func<string, byte[]?> _read;

    /// <param name="store">The task's store.</param>
    /// <param name="prefix">What its keys begin with.</param>
    public GroupStore(ITaskStore store, string prefix)
    {
        _heads = new PiecedStore(store, prefix);
        _signals = new PiecedStore(store, prefix + ".signals");
        _read = _heads.Read;
    }

    public IReadOnlyCollection<string> Keys => _live.Keys;

    /// <inheritdoc/>
    public void Load()
    {
        _live.Clear();
        _dirty.Clear();
        foreach (var (key, value) in _heads.Load())
        {
            _live[key] = GroupState.Restored(StateKey.Parse(key), value, _read);
        }

        foreach (var (name, value) in _signals.Load())
        {
            var mark = name.LastIndexOf(ChunkMark);
            var (key, chunk) = (name[..mark], int.Parse(name.AsSpan(mark + 1), CultureInfo.InvariantCulture));
            if (!_live.TryGetValue(key, out var state))
            {
                throw new InvalidDataException($"there are signals of the group {key}, and no group");
            }

            (state.Chunks ??= new GroupChunks()).Restore(chunk, value);
        }
    }

    /// <inheritdoc/>
    public void Flush()
    {
        foreach (var state in _dirty)
        {
            state.IsDirty = false;
            switch (state)
            {
                case { Phase: GroupPhase.Removed }:
                    _heads.Write(state.Key.Text, null);
                    break;
                case { Phase: GroupPhase.Resting, Rest: { } rest }:
                    _heads.Write(state.Key.Text, rest);
                    state.LetGo();
                    break;
                case { Body: { IsChanged: true } body }:
                    _heads.Write(state.Key.Text, _codec.Write(body));
                    body.IsChanged = false;
                    break;
            }

            WriteSignals(state, state.Body?.Buffered ?? []);
        }

        Lists.Empty(_dirty);
    }

    public GroupState? Get(string key) => _live.GetValueOrDefault(key);

    public GroupState? Get(ReadOnlySpan<char> key) => _live.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(key, out var state) ? state : null;

    public void Put(string key, GroupState value)
    {
        value.Store = _read;
        _live[key] = value;
        Touch(key, value);
    }

    public void Touch(string key) => Touch(key, _live[key]);

    public void Touch(string key, GroupState value)
    {
        if (!value.IsDirty)
        {
            value.IsDirty = true;
            _dirty.Add(value);
        }
    }

    public void Remove(string key)
    {
        if (_live.Remove(key, out var state))
        {
            Touch(key, state);
        }
    }

    private void WriteSignals(GroupState state, List<BufferedSignal> buffered)
    {
        if (buffered.Count == 0 && state.Chunks is null)
        {
            return;
        }

        var chunks = state.Chunks ??= new GroupChunks();
        chunks.Follow(buffered, _now, _changed);
        foreach (var chunk in _changed)
        {
            _piece.Clear();
            foreach (var (_, signal) in buffered)
            {
                if (signal.Chunk == chunk)
                {
                    _piece.Add(signal);
                }
            }

            _signals.Write(
                string.Create(CultureInfo.InvariantCulture, $"{state.Key.Text}{ChunkMark}{chunk}"),
                _piece.Count == 0 ? null : _codec.Write(CollectionsMarshal.AsSpan(_piece))
            );
        }

        if (chunks.IsEmpty)
        {
            state.Chunks = null;
        }
    }
}
