using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using Streams.Engine.Hosting;

namespace Streams.Topologies.State;

/// <summary>
/// Live objects in front of a task's change-logged store; what was touched is written at <see cref="Flush"/>.
/// A value larger than a record may be is written in pieces, so that no broker's limit ends the process.
/// </summary>
internal sealed class StoreState<T> : IKeyedState<T>
    where T : class
{
    /// <summary>The longest piece: well below Kafka's default limit of a record, 1 MiB.</summary>
    internal const int MaxPiece = 512 * 1024;

    /// <summary>The first byte of a value in pieces; JSON begins with another.</summary>
    private const byte InPieces = 1;
    private const string PieceMark = "\u001e";
    private readonly ITaskStore _store;
    private readonly string _prefix;
    private readonly Dictionary<string, T> _live = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _pieces = new(StringComparer.Ordinal);
    private readonly HashSet<string> _dirty = new(StringComparer.Ordinal);

    /// <param name="store">The task's store.</param>
    /// <param name="prefix">What separates this state from the others in the store.</param>
    public StoreState(ITaskStore store, string prefix) => (_store, _prefix) = (store, prefix + "\u001f");

    public IReadOnlyCollection<string> Keys => _live.Keys;

    /// <summary>Takes in what was restored.</summary>
    public void Load()
    {
        _live.Clear();
        _pieces.Clear();
        _dirty.Clear();
        foreach (var (bytes, value) in _store.Scan(Encoding.UTF8.GetBytes(_prefix)))
        {
            var key = Encoding.UTF8.GetString(bytes)[_prefix.Length..];
            if (key.Contains(PieceMark, StringComparison.Ordinal))
            {
                continue;
            }

            var whole = value;
            if (value is [InPieces, ..])
            {
                _pieces[key] = BinaryPrimitives.ReadInt32LittleEndian(value.AsSpan(1));
                whole = Join(key, _pieces[key]);
            }

            _live[key] = JsonSerializer.Deserialize<T>(whole, StateJson.Options) ?? throw new InvalidDataException($"the state under {_prefix}{key} cannot be read");
        }
    }

    /// <summary>Writes what was touched.</summary>
    public void Flush()
    {
        foreach (var key in _dirty)
        {
            Write(key, _live.TryGetValue(key, out var value) ? JsonSerializer.SerializeToUtf8Bytes(value, StateJson.Options) : null);
        }

        _dirty.Clear();
    }

    public T? Get(string key) => _live.GetValueOrDefault(key);

    public void Put(string key, T value)
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

    private void Write(string key, byte[]? value)
    {
        var before = _pieces.GetValueOrDefault(key);
        var pieces = value is null || value.Length <= MaxPiece ? 0 : (value.Length + MaxPiece - 1) / MaxPiece;
        for (var i = 0; i < Math.Max(before, pieces); i++)
        {
            _store.Put(PieceKey(key, i), i < pieces ? value!.AsSpan(i * MaxPiece, Math.Min(MaxPiece, value!.Length - (i * MaxPiece))).ToArray() : null); // pieces of a value that is there
        }

        if (pieces == 0)
        {
            _pieces.Remove(key);
            _store.Put(Encoding.UTF8.GetBytes(_prefix + key), value);
            return;
        }

        _pieces[key] = pieces;
        var head = new byte[5];
        head[0] = InPieces;
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(1), pieces);
        _store.Put(Encoding.UTF8.GetBytes(_prefix + key), head);
    }

    private byte[] Join(string key, int pieces)
    {
        using var whole = new MemoryStream();
        for (var i = 0; i < pieces; i++)
        {
            whole.Write(_store.Get(PieceKey(key, i)) ?? throw new InvalidDataException($"a piece of the state under {_prefix}{key} is missing"));
        }

        return whole.ToArray();
    }

    private byte[] PieceKey(string key, int index) => Encoding.UTF8.GetBytes($"{_prefix}{key}{PieceMark}{index}");
}
