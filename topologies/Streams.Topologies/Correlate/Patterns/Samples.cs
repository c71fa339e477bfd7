using System.Globalization;
using Streams.Schemas.Alerts;
using Streams.Schemas.Signals;

namespace Streams.Topologies.Correlate.Patterns;

/// <summary>The values of a window, in the order of their times, and the latest signals as evidence. Bounded: past the bound the oldest are forgotten.</summary>
public sealed class Samples
{
    private const int MaxSamples = 20_000;

    /// <summary>What is measured.</summary>
    public Measure Measure { get; set; }

    /// <summary>Of <see cref="Measure.Percentile"/>: which.</summary>
    public double Percentile { get; set; }

    /// <summary>The times, nanoseconds.</summary>
    public List<long> Times { get; set; } = [];

    /// <summary>The values as numbers, where numbers are measured.</summary>
    public List<double> Numbers { get; set; } = [];

    /// <summary>The values as texts, where texts are counted.</summary>
    public List<string> Texts { get; set; } = [];

    /// <summary>The latest signals.</summary>
    public List<Signal> Latest { get; set; } = [];

    /// <summary>Takes in the completing signal of an input.</summary>
    /// <returns>False where its value is no number and numbers are measured.</returns>
    public bool Add(Signal signal)
    {
        switch (Measure)
        {
            case Measure.Count:
                break;
            case Measure.Distinct:
                Texts.Add(signal.Value ?? "");
                break;
            case var _ when double.TryParse(signal.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number):
                Numbers.Add(number);
                break;
            default:
                return false;
        }

        Times.Add(signal.Time);
        Latest.Add(signal);
        DropFirst(Times.Count - MaxSamples);
        Latest.RemoveRange(0, Math.Max(0, Latest.Count - Alert.MaxEvidence));
        return true;
    }

    /// <summary>Forgets what lies before a time.</summary>
    public void DropBefore(long time)
    {
        var count = 0;
        while (count < Times.Count && Times[count] < time)
        {
            count++;
        }

        DropFirst(count);
        Latest.RemoveAll(s => s.Time < time);
    }

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        DropFirst(Times.Count);
        Latest.Clear();
    }

    /// <summary>What the window amounts to. A percentile is the least value that so many per cent of the values do not exceed (nearest rank).</summary>
    public double Value() => Measure switch
    {
        Measure.Count => Times.Count,
        Measure.Distinct => Texts.Distinct(StringComparer.Ordinal).Count(),
        Measure.Sum => Numbers.Sum(),
        Measure.Average => Numbers.Average(),
        _ => Numbers.Order().ElementAt(Math.Max(0, (int)Math.Ceiling(Percentile / 100 * Numbers.Count) - 1)),
    };

    private void DropFirst(int count)
    {
        if (count > 0)
        {
            Times.RemoveRange(0, count);
            Numbers.RemoveRange(0, Math.Min(count, Numbers.Count));
            Texts.RemoveRange(0, Math.Min(count, Texts.Count));
        }
    }
}
