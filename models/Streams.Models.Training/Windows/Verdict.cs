namespace Streams.Models.Training.Windows;

/// <summary>What is known of a window.</summary>
public enum Verdict
{
    /// <summary>Nothing speaks against it.</summary>
    Ordinary,

    /// <summary>An alert of its time and entity has no verdict: it teaches nothing.</summary>
    Open,

    /// <summary>Of an attack.</summary>
    Attack,
}
