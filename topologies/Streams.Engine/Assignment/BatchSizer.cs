namespace Streams.Engine.Assignment;

/// <summary>How many records to take at once, from what a record of the stage has cost: a round over all assigned tasks stays under 10 ms.</summary>
/// <remarks>Streamiz looks at its commit interval only between rounds (N21). One owner: the stream thread.</remarks>
internal sealed class BatchSizer(TimeProvider time)
{
    private const double RoundSeconds = 0.010;
    private const double FirstGuessSeconds = 20e-6;
    private const double Weight = 0.2;
    private const int Least = 50;
    private const int Most = 8000;
    private double _cost = FirstGuessSeconds;

    /// <summary>How many records a round may hold.</summary>
    public int RoundRecords => (int)Math.Clamp(RoundSeconds / _cost, Least, Most);

    /// <summary>A batch was processed.</summary>
    /// <param name="records">How many records.</param>
    /// <param name="ticks">The time it took, in the clock's ticks.</param>
    public void Measured(int records, long ticks)
    {
        var one = (double)ticks / time.TimestampFrequency / records;
        _cost += Weight * (one - _cost);
    }
}
