using System.Buffers.Binary;
using System.Text;
using Streams.Engine.Hosting;

namespace Streams.Topologies.State;

/// <summary>
/// Values in a task's change-logged store under one prefix. One larger than a record may be is written in pieces, so that no broker's limit ends the process.
/// </summary>
internal sealed class PiecedStore(ITaskStore store, string prefix)
{
    /// <summary>The longest piece: well below Kafka's default limit of a record, 1 MiB.</summary>
    internal const int MaxPiece = 512 * 1024;

    /// <summary>The first byte of a value in pieces; JSON and what <c>GroupCodec</c> writes begin with another.</summary>
    private const byte InPieces = 1;
    private const int HeadLength = 5;
    private readonly Dictionary<string, int> _pieces = new(StringComparer.Ordinal);
    private readonly string _prefix = prefix + "\u001f";
    private readonly string _piecePrefix = prefix + ".piece\u001f";

    /// <summary>All values, joined.</summary>
    public IEnumerable<(string Key, byte[] Value)> Load()
    {
        _pieces.Clear();
        foreach (var (bytes, value) in store.Scan(Encoding.UTF8.GetBytes(_prefix)))
        {
            var key = Encoding.UTF8.GetString(bytes)[_prefix.Length..];
            if (value is [InPieces, ..] && value.Length == HeadLength)
            {
                _pieces[key] = BinaryPrimitives.ReadInt32LittleEndian(value.AsSpan(1));
                yield return (key, Join(key, _pieces[key]));
            }
            else
            {
                yield return (key, value);
            }
        }
    }

    /// <summary>A value, joined; null: there is none.</summary>
    public byte[]? Read(string key)
    {
        var value = store.Get(Encoding.UTF8.GetBytes(_prefix + key));
        return _pieces.TryGetValue(key, out var pieces) ? Join(key, pieces) : value;
    }

    /// <summary>Writes a value; null removes it.</summary>
    public void Write(string key, byte[]? value)
    {
        var before = _pieces.GetValueOrDefault(key);
        var pieces = value is null || value.Length <= MaxPiece ? 0 : (value.Length + MaxPiece - 1) / MaxPiece;
        for (var i = 0; i < Math.Max(before, pieces); i++)
        {
            store.Put(PieceKey(key, i), i < pieces ? value!.AsSpan(i * MaxPiece, Math.Min(MaxPiece, value!.Length - (i * MaxPiece))).ToArray() : null); // pieces of a value that is there
        }

        if (pieces == 0)
        {
            _pieces.Remove(key);
            store.Put(Encoding.UTF8.GetBytes(_prefix + key), value);
            return;
        }

        _pieces[key] = pieces;
        var head = new byte[HeadLength];
        head[0] = InPieces;
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(1), pieces);
        store.Put(Encoding.UTF8.GetBytes(_prefix + key), head);
    }

    private byte[] Join(string key, int pieces)
    {
        using var whole = new MemoryStream();
        for (var i = 0; i < pieces; i++)
        {
            whole.Write(store.Get(PieceKey(key, i)) ?? throw new InvalidDataException($"a piece of the state under {_prefix}{key} is missing"));
        }

        return whole.ToArray();
    }

    private byte[] PieceKey(string key, int index) => Encoding.UTF8.GetBytes($"{_piecePrefix}{key}\u001e{index}");
}
