using System.Globalization;

namespace Streams.Host.Records;

/// <summary>Where a record stands in Kafka, as alerts name it.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Partition">The partition.</param>
/// <param name="Offset">The offset.</param>
internal readonly record struct RecordPlace(string Topic, int Partition, long Offset)
{
    /// <summary>Reads <c>TOPIC/PARTITION/OFFSET</c>, or <c>TOPIC-PARTITION@OFFSET</c> as the console shows it; null where it is neither.</summary>
    public static RecordPlace? Parse(string text)
    {
        var offset = text.LastIndexOfAny(['/', '@']);
        var partition = offset > 0 ? text.LastIndexOf(text[offset] == '@' ? '-' : '/', offset - 1) : -1;
        return
            partition > 0
            && int.TryParse(text.AsSpan(partition + 1, offset - partition - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && long.TryParse(text.AsSpan(offset + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            ? new RecordPlace(text[..partition], number, at)
            : null;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Topic}/{Partition}/{Offset}");
}
