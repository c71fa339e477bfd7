namespace Streams.Models.Training.Windows;

/// <summary>A row as ML.NET reads it.</summary>
internal sealed class MlRow
{
    /// <summary>The features.</summary>
    public float[] Features { get; set; } = [];

    /// <summary>Whether it is of an attack.</summary>
    public bool Label { get; set; }
}
