using Streams.Engine.Hosting;

namespace Streams.Topologies.Repartition;

/// <summary>What a stage keeps, divided among another number of partitions of its input.</summary>
public interface IDividedStage
{
    /// <summary>The partition whose time all begin with: of the watermarks that were not read yet its own are the right ones for each.</summary>
    int FurthestBehind { get; }

    /// <summary>Divides what is kept.</summary>
    /// <returns>The entries of each new partition.</returns>
    /// <exception cref="StateRefusedException">A later version wrote them.</exception>
    IReadOnlyList<IEnumerable<KeyValuePair<byte[], byte[]>>> Divide();

    /// <summary>Where a record of the input goes that was not read yet, and is no watermark.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="value">Its value.</param>
    /// <returns>By partition the values.</returns>
    IEnumerable<KeyValuePair<int, byte[]>> Waiting(byte[] key, byte[] value);

    /// <summary>Whether a watermark that was not read yet still holds.</summary>
    /// <param name="upstream">Whose it is: the key of its record.</param>
    bool Tells(string upstream);
}
