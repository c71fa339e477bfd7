using System.Globalization;

namespace Streams.Engine.State;

/// <summary>How long a restore may take: from the number of records in the changelogs and the rate of the last restore on this machine.</summary>
/// <remarks>#331: Streamiz does not poll its main consumer while it restores, so <c>max.poll.interval.ms</c> must exceed the longest restore.</remarks>
internal sealed class RestoreEstimate(string directory)
{
    /// <summary>The least that is allowed between two polls.</summary>
    public static readonly TimeSpan Least = TimeSpan.FromMinutes(5);

    /// <summary>Restores of fewer records say nothing about the rate.</summary>
    private const long Telling = 10_000;
    private const double Cautious = 20_000;
    private const double Reserve = 3;
    private readonly string _file = Path.Combine(directory, "restore-rate");

    /// <summary>Records a second, as measured last; without a measurement a low one.</summary>
    public double Rate =>
        File.Exists(_file) && double.TryParse(File.ReadAllText(_file), CultureInfo.InvariantCulture, out var rate) && rate > 1 ? Math.Min(rate, 1e7) : Cautious;

    /// <summary>The longest time between two polls for changelogs of so many records.</summary>
    public TimeSpan For(long records)
    {
        var estimate = TimeSpan.FromSeconds(Math.Min(records / Rate * Reserve, TimeSpan.FromHours(24).TotalSeconds));
        return estimate > Least ? estimate : Least;
    }

    /// <summary>A restore was measured.</summary>
    public void Measured(long records, TimeSpan took)
    {
        if (records < Telling || took <= TimeSpan.Zero)
        {
            return;
        }

        try
        {
            File.WriteAllText(_file, (records / took.TotalSeconds).ToString("F0", CultureInfo.InvariantCulture));
        }
        catch (IOException)
        {
            // The next estimate is the cautious one.
        }
    }
}
