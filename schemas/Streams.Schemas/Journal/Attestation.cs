namespace Streams.Schemas.Journal;

/// <summary>What the kernel's own fields say of the program that a line names.</summary>
internal enum Attestation
{
    /// <summary>Nothing speaks against it.</summary>
    Plausible,

    /// <summary>Another program of root wrote it: a relay's line, or a script's.</summary>
    Doubtful,

    /// <summary>A program of another user wrote it.</summary>
    Refuted,
}
