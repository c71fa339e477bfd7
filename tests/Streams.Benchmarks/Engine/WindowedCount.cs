using System.Buffers.Binary;
using System.Text;
using Streams.Engine.Hosting;
using Streams.Engine.TestHost.Windows;

namespace Streams.Benchmarks.Engine;

/// <summary>A tumbling count by key over the record's timestamp, as a stage: changed counts leave, and are written, once a commit.</summary>
internal sealed class WindowedCount(StageTaskContext context, string output, WindowedCount.Progress progress) : IStageTask
{
    private const long Size = 10_000;
    private readonly AlignedWindows<string, Counter> _windows = new(Size, Size, 0, () => new Counter());
    private readonly List<long> _closed = [];
    private long _seen = long.MinValue;

    public static StageDescriptor Stage(string name, string input, string output, Progress progress) =>
        new()
        {
            Name = name,
            Inputs = [input],
            Outputs = [output],
            CommitInterval = TimeSpan.FromMilliseconds(100),
            CreateTask = context => new WindowedCount(context, output, progress),
        };

    public void Restored()
    {
        foreach (var (key, value) in context.Store.Scan(default))
        {
            _windows.Load(
                Encoding.UTF8.GetString(key.AsSpan(8)),
                BinaryPrimitives.ReadInt64BigEndian(key),
                new Counter { Count = BinaryPrimitives.ReadInt64BigEndian(value) }
            );
        }
    }

    public void Process(in StageInput input)
    {
        progress.Note();
        _windows.Add(Encoding.UTF8.GetString(input.Key), input.TimestampMs, 1, static (counter, by) => counter.Count += by);
        _seen = Math.Max(_seen, input.TimestampMs);
    }

    public bool Tick(long wallClockMs) => false;

    public void Flush()
    {
        foreach (var (key, start) in _windows.Touched)
        {
            if (_windows.Get(key, start) is { } counter)
            {
                Write(key, start, counter.Count);
            }
        }

        _windows.ClearTouched();
        _windows.Advance(_seen, (_, window, _) =>
        {
            if (_closed.Count == 0 || _closed[^1] != window.Start)
            {
                _closed.Add(window.Start); // tumbling windows close in the order of their starts
            }
        });
        _windows.ClearTouched();
        foreach (var start in _closed)
        {
            context.Store.RemovePrefix(Bucket(start));
        }

        _closed.Clear();
    }

    private static byte[] Bucket(long start)
    {
        var bucket = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bucket, start);
        return bucket;
    }

    private static byte[] Place(string key, long start)
    {
        var place = new byte[8 + Encoding.UTF8.GetByteCount(key)];
        BinaryPrimitives.WriteInt64BigEndian(place, start);
        Encoding.UTF8.GetBytes(key, place.AsSpan(8));
        return place;
    }

    private void Write(string key, long start, long count)
    {
        var value = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(value, count);
        context.Store.Put(Place(key, start), value);
        context.Output.Send(output, Encoding.UTF8.GetBytes(key), value);
    }

    private sealed class Counter
    {
        public long Count { get; set; }
    }

    /// <summary>How many records all tasks have processed; starts a meter at the first.</summary>
    internal sealed class Progress(Meter meter)
    {
        private long _count;

        public long Count => Volatile.Read(ref _count);

        public void Note()
        {
            if (_count == 0)
            {
                meter.Start();
            }

            Volatile.Write(ref _count, _count + 1); // one stream thread
        }
    }
}
