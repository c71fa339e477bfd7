using System.Buffers;

namespace Streams.Connectors.Kubernetes.Audit;

/// <summary>A body in memory, within the bytes that all of them may hold.</summary>
internal sealed class ReceivedBody(BytesInFlight room) : IDisposable
{
    private const int Step = 64 * 1024;
    private byte[] _bytes = [];
    private long _taken;
    private int _length;

    public ReadOnlyMemory<byte> Bytes => _bytes.AsMemory(0, _length);

    /// <summary>Reads to the end: 0 where all is there, else the status to answer.</summary>
    public async Task<int> ReadAsync(Stream stream, int most, CancellationToken cancel)
    {
        while (true)
        {
            if (_length == _bytes.Length && !TryGrow())
            {
                return 429;
            }

            var read = await stream.ReadAsync(_bytes.AsMemory(_length), cancel).ConfigureAwait(false);
            if (read == 0)
            {
                return 0;
            }

            _length += read;
            if (_length > most)
            {
                return 413;
            }
        }
    }

    public void Dispose()
    {
        room.Give(_taken);
        _taken = 0;
        if (_bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = [];
        }
    }

    private bool TryGrow()
    {
        var wanted = Math.Max(Step, _bytes.Length * 2);
        var more = wanted - _bytes.Length;
        if (!room.TryTake(more))
        {
            return false;
        }

        _taken += more;
        var larger = ArrayPool<byte>.Shared.Rent(wanted);
        _bytes.AsSpan(0, _length).CopyTo(larger);
        if (_bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
        }

        _bytes = larger;
        return true;
    }
}
