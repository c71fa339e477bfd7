using System.Threading.Channels;
using Streams.Host.Configuration;

namespace Streams.Host.WebConsole.Alerts;

/// <summary>One open page: a bounded queue of frames. A client that does not keep up is dropped; it comes again and takes up where it was.</summary>
/// <param name="after">The last event it has, <c>EPOCH-SEQ</c>; null: none.</param>
/// <param name="tenant">Who looks; null: who sees all.</param>
internal sealed class FeedClient(string? after, Tenant? tenant = null) : IDisposable
{
    /// <summary>The most frames that wait.</summary>
    public const int Capacity = 1024;

    private readonly CancellationTokenSource _dropped = new();
    private readonly Channel<ReadOnlyMemory<byte>> _frames = Channel.CreateBounded<ReadOnlyMemory<byte>>(
        new BoundedChannelOptions(Capacity) { SingleReader = true }
    );

    public string? After => after;

    /// <summary>Whether it sees all.</summary>
    public bool IsOfAll => tenant is null;

    /// <summary>Whether it may see an alert.</summary>
    public bool Sees(FeedEntry entry) => tenant?.Sees(entry.Namespaces) != false;

    /// <summary>What is to be written.</summary>
    public ChannelReader<ReadOnlyMemory<byte>> Frames => _frames.Reader;

    /// <summary>Ends what writes to it.</summary>
    public CancellationToken Dropped => _dropped.Token;

    /// <summary>False: the queue is full, and the client is dropped.</summary>
    public bool TrySend(ReadOnlyMemory<byte> frame)
    {
        if (_frames.Writer.TryWrite(frame))
        {
            return true;
        }

        Drop();
        return false;
    }

    public void Drop()
    {
        _frames.Writer.TryComplete();
        _dropped.Cancel();
    }

    public void Dispose() => _dropped.Dispose();
}
