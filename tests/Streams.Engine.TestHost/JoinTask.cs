using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Streams.Engine.Hosting;
using Streams.Engine.TestHost.Windows;

namespace Streams.Engine.TestHost;

/// <summary>Joins the left records of a key with the right ones within <see cref="Span"/>; sends <c>left+right</c>, or <c>left+</c> for one that stays alone, with a 1.</summary>
public sealed class JoinTask : IStageTask
{
    /// <summary>How far apart in event time.</summary>
    public const long Span = 40;

    private static readonly byte[] One = [0, 0, 0, 0, 0, 0, 0, 1];
    private static readonly byte[] ProgressKey = "p"u8.ToArray();
    private readonly StageTaskContext _context;
    private readonly string _output;
    private readonly IntervalJoin<string, long, long> _join;
    private readonly Dictionary<JoinEntry<string>, byte[]?> _changed = [];
    private long _seen = long.MinValue;

    public JoinTask(StageTaskContext context, string output)
    {
        (this._context, this._output) = (context, output);
        _join = new IntervalJoin<string, long, long>(Span, Span, WindowTask.Grace, JoinKind.Left)
        {
            Kept = (entry, matched) => _changed[entry] = [matched ? (byte)1 : (byte)0],
            Dropped = entry => _changed[entry] = null,
        };
    }

    /// <summary>The stage.</summary>
    public static StageDescriptor Stage(string name, string input, string output) =>
        new()
        {
            Name = name,
            Inputs = [input],
            Outputs = [output],
            CreateTask = context => new JoinTask(context, output),
        };

    /// <inheritdoc/>
    public void Restored()
    {
        if (_context.Store.Get(ProgressKey) is { } progress)
        {
            _seen = BinaryPrimitives.ReadInt64BigEndian(progress);
            _join.Lateness.Advance(_seen);
        }

        foreach (var (place, value) in _context.Store.Scan("j"u8.ToArray()))
        {
            var time = BinaryPrimitives.ReadInt64BigEndian(place.AsSpan(1));
            var number = BinaryPrimitives.ReadInt64BigEndian(place.AsSpan(9));
            var key = Encoding.UTF8.GetString(place.AsSpan(18));
            if (place[17] == 1)
            {
                _join.Load(key, time, Text(number), number, value[0] == 1);
            }
            else
            {
                _join.Load(key, time, Text(number), number);
            }
        }
    }

    /// <inheritdoc/>
    public void Process(in StageInput input)
    {
        var record = LoadRecord.Decode(input.Value);
        var key = Encoding.UTF8.GetString(input.Key);
        _seen = Math.Max(_seen, record.Time);
        _join.Advance(_seen, (_, left) => Send($"{left}+"));
        _ = record.IsLeft
            ? _join.AddLeft(key, record.Time, Text(record.Number), record.Number, (_, left, right) => Send($"{left}+{right}"))
            : _join.AddRight(key, record.Time, Text(record.Number), record.Number, (_, left, right) => Send($"{left}+{right}"));
    }

    /// <inheritdoc/>
    public bool Tick(long wallClockMs) => false;

    /// <inheritdoc/>
    public void Flush()
    {
        foreach (var (entry, value) in _changed)
        {
            var place = new byte[18 + Encoding.UTF8.GetByteCount(entry.Key)];
            place[0] = (byte)'j';
            BinaryPrimitives.WriteInt64BigEndian(place.AsSpan(1), entry.Time);
            BinaryPrimitives.WriteInt64BigEndian(place.AsSpan(9), long.Parse(entry.Id, CultureInfo.InvariantCulture));
            place[17] = entry.IsLeft ? (byte)1 : (byte)0;
            Encoding.UTF8.GetBytes(entry.Key, place.AsSpan(18));
            _context.Store.Put(place, value);
        }

        _changed.Clear();
        var progress = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(progress, _seen);
        _context.Store.Put(ProgressKey, progress);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private void Send(string pair) => _context.Output.Send(_output, Encoding.UTF8.GetBytes(pair), One);
}
