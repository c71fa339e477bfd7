using System.Buffers.Binary;
using System.Text;
using Streams.Engine.Hosting;
using Streams.Engine.TestHost.Windows;

namespace Streams.Engine.TestHost;

/// <summary>Counts records by key and tumbling window; a timer closes windows and sends <c>key|start</c> with the count, 8 bytes big-endian.</summary>
public sealed class WindowTask(StageTaskContext context, string output) : IStageTask
{
    /// <summary>The length of a window and the grace, in the load's units.</summary>
    public const long Size = 1000;

    /// <summary>How far out of order a record may be.</summary>
    public const long Grace = 100;

    private static readonly byte[] ProgressKey = "p"u8.ToArray();
    private readonly AlignedWindows<string, Counter> _windows = new(Size, Size, Grace, () => new Counter());
    private readonly HashSet<long> _closed = [];
    private long _seen = long.MinValue;

    /// <summary>The stage.</summary>
    public static StageDescriptor Stage(string name, string input, string output) =>
        new()
        {
            Name = name,
            Inputs = [input],
            Outputs = [output],
            CreateTask = context => new WindowTask(context, output),
            TickInterval = TimeSpan.FromMilliseconds(50),
        };

    /// <inheritdoc/>
    public void Restored()
    {
        if (context.Store.Get(ProgressKey) is { } progress)
        {
            _seen = BinaryPrimitives.ReadInt64BigEndian(progress);
            _windows.Lateness.Advance(BinaryPrimitives.ReadInt64BigEndian(progress.AsSpan(8)));
        }

        foreach (var (key, value) in context.Store.Scan("w"u8.ToArray()))
        {
            _windows.Load(
                Encoding.UTF8.GetString(key.AsSpan(9)),
                BinaryPrimitives.ReadInt64BigEndian(key.AsSpan(1)),
                new Counter { Count = BinaryPrimitives.ReadInt64BigEndian(value) }
            );
        }
    }

    /// <inheritdoc/>
    public void Process(in StageInput input)
    {
        var record = LoadRecord.Decode(input.Value);
        _seen = Math.Max(_seen, record.Time);
        _windows.Add(Encoding.UTF8.GetString(input.Key), record.Time, 1, static (counter, by) => counter.Count += by);
    }

    /// <inheritdoc/>
    public bool Tick(long wallClockMs)
    {
        if (_seen <= _windows.Lateness.Progress)
        {
            return false;
        }

        _windows.Advance(_seen, (key, window, counter) =>
        {
            _closed.Add(window.Start);
            context.Output.Send(output, Encoding.UTF8.GetBytes($"{key}|{window.Start}"), Number(counter.Count));
        });
        return true;
    }

    /// <inheritdoc/>
    public void Flush()
    {
        foreach (var (key, start) in _windows.Touched)
        {
            if (_windows.Get(key, start) is { } counter)
            {
                context.Store.Put([.. Bucket(start), .. Encoding.UTF8.GetBytes(key)], Number(counter.Count));
            }
        }

        _windows.ClearTouched();
        foreach (var start in _closed)
        {
            context.Store.RemovePrefix(Bucket(start)); // all windows of one start close at once
        }

        _closed.Clear();
        var progress = new byte[16];
        BinaryPrimitives.WriteInt64BigEndian(progress, _seen);
        BinaryPrimitives.WriteInt64BigEndian(progress.AsSpan(8), _windows.Lateness.Progress);
        context.Store.Put(ProgressKey, progress);
    }

    private static byte[] Bucket(long start)
    {
        var bucket = new byte[9];
        bucket[0] = (byte)'w';
        BinaryPrimitives.WriteInt64BigEndian(bucket.AsSpan(1), start);
        return bucket;
    }

    private static byte[] Number(long number)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        return bytes;
    }

    private sealed class Counter
    {
        public long Count { get; set; }
    }
}
