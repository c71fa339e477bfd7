namespace Streams.Schemas.Sources;

/// <summary>What one attempt to take something off an element came to.</summary>
internal enum Peeling
{
    /// <summary>Nothing more is around it.</summary>
    Bare,

    /// <summary>Something was taken off; there may be more.</summary>
    Again,

    /// <summary>It was a batch, or is dead.</summary>
    Ended,
}
