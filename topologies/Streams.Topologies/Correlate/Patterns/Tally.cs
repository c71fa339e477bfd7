using Streams.Detections.Correlations.Measures;
using Streams.Schemas.Alerts;
using Streams.Schemas.Avro;
using Streams.Topologies.Correlate.Signals;

namespace Streams.Topologies.Correlate.Patterns;

/// <summary>What a window that only grows amounts to, and its latest signals as evidence. Of values and of numbers for a percentile a bounded number is kept.</summary>
internal sealed class Tally(Measure measure, double percentile)
{
    private const int MaxSamples = 20_000;
    private readonly HashSet<string>? _texts = measure == Measure.Values ? new(StringComparer.Ordinal) : null;
    private readonly List<double>? _numbers = measure is Measure.Percentile or Measure.Median ? [] : null;
    private readonly SignalWindow _latest = new();
    private long _count;
    private double _sum;

    /// <summary>The latest signals.</summary>
    public ReadOnlyMemory<PackedSignal> Latest => _latest.All;

    /// <summary>Takes in the completing signal of an input.</summary>
    /// <returns>False where its value is no number and numbers are measured.</returns>
    public bool Add(PackedSignal signal)
    {
        if (measure == Measure.Values)
        {
            if (_texts!.Count < MaxSamples) // values are counted
            {
                _texts.Add(signal.Value ?? "");
            }
        }
        else if (measure != Measure.Events)
        {
            if (signal.Number is not { } number)
            {
                return false;
            }

            Add(number);
        }

        _count += measure == Measure.Events ? signal.Repeated : 1;
        _latest.Add(signal, Alert.MaxEvidence);
        return true;
    }

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        (_count, _sum) = (0, 0);
        _texts?.Clear();
        _numbers?.Clear();
        _latest.Clear();
    }

    /// <summary>What the window amounts to.</summary>
    public double Value()
    {
        switch (measure)
        {
            case Measure.Events:
                return _count;
            case Measure.Values:
                return _texts!.Count; // values are counted
            case Measure.Sum:
                return _sum;
            case Measure.Average:
                return _sum / _count;
            default:
                _numbers!.Sort(); // numbers are kept
                return Samples.Middle(measure, percentile, _numbers);
        }
    }

    /// <summary>A tally of its own that holds the same.</summary>
    public Tally Copy()
    {
        var copy = new Tally(measure, percentile) { _count = _count, _sum = _sum };
        copy._texts?.UnionWith(_texts!); // of the same measure
        copy._numbers?.AddRange(_numbers!);
        foreach (var signal in _latest.All.Span)
        {
            copy._latest.Add(signal, Alert.MaxEvidence);
        }

        return copy;
    }

    public void Write(AvroWriter writer)
    {
        writer.Long(_count);
        writer.Double(_sum);
        writer.Long(_texts?.Count ?? _numbers?.Count ?? 0);
        foreach (var text in _texts ?? [])
        {
            writer.String(text);
        }

        foreach (var number in _numbers ?? [])
        {
            writer.Double(number);
        }

        _latest.Write(writer);
    }

    public void Read(ref AvroReader reader, string[] inputs)
    {
        (_count, _sum) = (reader.Long(), reader.Double());
        for (var count = reader.Long(); count > 0 && !reader.Failed; count--)
        {
            if (_texts is not null)
            {
                _texts.Add(reader.String());
            }
            else
            {
                _numbers?.Add(reader.Double());
            }
        }

        _latest.Read(ref reader, inputs);
    }

    private void Add(double number)
    {
        _sum += number;
        if (_numbers is null)
        {
            return;
        }

        if (_numbers.Count >= MaxSamples)
        {
            _numbers.RemoveAt(0);
        }

        _numbers.Add(number);
    }
}
