namespace Streams.Topologies.Rules;

/// <summary>What came for a correlation that no loaded rule set has.</summary>
/// <typeparam name="T">Signals or observations.</typeparam>
public sealed class BufferedItems<T>
{
    /// <summary>Since when it waits, milliseconds since the epoch; 0 until the first tick.</summary>
    public long Since { get; set; }

    /// <summary>In the order of arrival.</summary>
    public List<T> Items { get; set; } = [];
}
