namespace Streams.Schemas.Text;

/// <summary>What a header says of the zone of its time.</summary>
internal enum WrittenZone
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Its offset from UTC.</summary>
    Offset,

    /// <summary>Letters that stand for several zones, or for none that is known.</summary>
    Ambiguous,
}
