using Streams.Detections.Correlations.Measures;
using Streams.Schemas.Alerts;
using Streams.Schemas.Avro;
using Streams.Schemas.Events;
using Streams.Topologies.Correlate.Signals;

namespace Streams.Topologies.Correlate.Patterns;

/// <summary>The numbers of a sliding window, in the order of their times, and the latest signals as evidence. Bounded: past the bound the oldest are forgotten.</summary>
internal sealed class Samples(Measure measure, double percentile)
{
    private const int MaxSamples = 20_000;
    private readonly Queue<(Timestamp Time, double Number)> _numbers = new();
    private readonly List<double> _sorted = [];
    private readonly SignalWindow _latest = new();
    private ExactSum _sum;

    public int Count => _numbers.Count;

    /// <summary>The latest signals.</summary>
    public ReadOnlyMemory<PackedSignal> Latest => _latest.All;

    /// <summary>Takes in a signal and its number.</summary>
    public void Add(PackedSignal signal, double number)
    {
        Add(signal.Time, number);
        _latest.Add(signal, Alert.MaxEvidence);
    }

    /// <summary>Forgets what lies before a time.</summary>
    public void DropBefore(Timestamp time)
    {
        while (_numbers.TryPeek(out var first) && first.Time < time)
        {
            DropFirst();
        }

        _latest.DropBefore(time);
    }

    /// <summary>What the window amounts to. A percentile is the least number that so many per cent of them do not exceed (nearest rank).</summary>
    public double Value() =>
        measure switch
        {
            Measure.Sum => Sum(),
            Measure.Average => Sum() / _numbers.Count,
            _ => Middle(measure, percentile, _sorted),
        };

    /// <summary>The percentile, or the median, of numbers in order.</summary>
    public static double Middle(Measure measure, double percentile, List<double> sorted) =>
        measure == Measure.Median && sorted.Count % 2 == 0
            ? (sorted[(sorted.Count / 2) - 1] / 2) + (sorted[sorted.Count / 2] / 2)
            : sorted[Rank(percentile, sorted.Count)];

    /// <summary>Where a percentile stands among so many numbers in order.</summary>
    private static int Rank(double percentile, int count) => Math.Max(0, (int)Math.Ceiling(percentile / 100 * count) - 1);

    /// <summary>Samples of its own that hold the same.</summary>
    public Samples Copy()
    {
        var copy = new Samples(measure, percentile);
        foreach (var (time, number) in _numbers)
        {
            copy.Add(time, number);
        }

        foreach (var signal in _latest.All.Span)
        {
            copy._latest.Add(signal, Alert.MaxEvidence);
        }

        return copy;
    }

    public void Write(AvroWriter writer)
    {
        writer.Long(_numbers.Count);
        foreach (var (time, number) in _numbers)
        {
            writer.Time(time);
            writer.Double(number);
        }

        _latest.Write(writer);
    }

    public void Read(ref AvroReader reader, string[] inputs)
    {
        for (var count = reader.Long(); count > 0 && !reader.Failed; count--)
        {
            Add(new Timestamp(reader.Long()), reader.Double());
        }

        _latest.Read(ref reader, inputs);
    }

    private void Add(Timestamp time, double number)
    {
        if (measure is Measure.Percentile or Measure.Median)
        {
            var at = _sorted.BinarySearch(number);
            _sorted.Insert(at < 0 ? ~at : at, number);
        }

        _sum.Add(number);
        _numbers.Enqueue((time, number));
        if (_numbers.Count > MaxSamples)
        {
            DropFirst();
        }
    }

    private void DropFirst()
    {
        var (_, number) = _numbers.Dequeue();
        _sum.Subtract(number);
        if (measure is Measure.Percentile or Measure.Median)
        {
            _sorted.RemoveAt(_sorted.BinarySearch(number));
        }
    }

    private double Sum()
    {
        if (_sum.IsExact)
        {
            return _sum.Value;
        }

        var sum = 0.0;
        foreach (var (_, number) in _numbers)
        {
            sum += number;
        }

        return sum;
    }
}
