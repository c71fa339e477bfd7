namespace Streams.Topologies.Correlate;

/// <summary>What is known of a silence that fell due.</summary>
internal enum Silence
{
    /// <summary>Nothing shows yet that the node went on meanwhile.</summary>
    Unproven,

    /// <summary>It is told, and goes on or may still change.</summary>
    Open,

    /// <summary>Nothing can change any more.</summary>
    Concluded,
}
