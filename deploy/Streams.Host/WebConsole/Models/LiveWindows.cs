using Streams.Models.Vectors;
using Streams.Schemas.Features;

namespace Streams.Host.WebConsole.Models;

/// <summary>The latest windows of one set, as its topic has them. Thread-safe; the oldest go first.</summary>
/// <param name="most">How many are kept.</param>
internal sealed class LiveWindows(int most)
{
    private readonly Lock _gate = new();
    private readonly Queue<FeatureVector> _rows = new();

    /// <summary>Takes in a record of the topic; what is none is passed over.</summary>
    public void Take(byte[]? value)
    {
        if (FeatureCodec.Decode(value) is not { } row)
        {
            return;
        }

        lock (_gate)
        {
            _rows.Enqueue(row);
            while (_rows.Count > most)
            {
                _rows.Dequeue();
            }
        }
    }

    /// <summary>The values of the windows that a model scores.</summary>
    public IReadOnlyList<float[]> Of(WindowModel model)
    {
        lock (_gate)
        {
            return
            [
                .. _rows
                    .Where(r => r.SetHash == model.Set.Hash && r.WindowEnd - r.WindowStart == model.Window && r.Values.Count == model.Set.Columns.Count)
                    .Select(r => r.Values as float[] ?? [.. r.Values]),
            ];
        }
    }
}
