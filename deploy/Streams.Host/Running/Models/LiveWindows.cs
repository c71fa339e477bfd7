using Streams.Models.Vectors;
using Streams.Schemas.Events;
using Streams.Schemas.Features;

namespace Streams.Host.Running.Models;

/// <summary>The latest windows of one set, as its topic has them. Thread-safe; the oldest go first.</summary>
/// <param name="most">How many are kept.</param>
internal sealed class LiveWindows(int most)
{
    private readonly Lock _gate = new();
    private readonly Queue<(Timestamp KnownAt, FeatureVector Row)> _rows = new();

    /// <summary>Takes in a record of the topic; what is none is passed over.</summary>
    /// <param name="value">The record.</param>
    /// <param name="knownAt">When it was written.</param>
    public void Take(byte[]? value, Timestamp knownAt)
    {
        if (FeatureCodec.Decode(value) is not { } row)
        {
            return;
        }

        lock (_gate)
        {
            _rows.Enqueue((knownAt, row));
            while (_rows.Count > most)
            {
                _rows.Dequeue();
            }
        }
    }

    /// <summary>The values of the windows that a model scores.</summary>
    /// <param name="model">The model.</param>
    /// <param name="since">Only what was written from this time on.</param>
    public IReadOnlyList<float[]> Of(WindowModel model, Timestamp since)
    {
        lock (_gate)
        {
            return [.. _rows.Where(r => r.KnownAt >= since && model.Takes(r.Row)).Select(r => r.Row.Values as float[] ?? [.. r.Row.Values])];
        }
    }
}
