namespace Streams.Models.Training.Evaluation;

/// <summary>Something that is asked of a model.</summary>
/// <param name="Name">What, for a person.</param>
/// <param name="Value">The figure.</param>
/// <param name="Limit">Its limit.</param>
/// <param name="Holds">Whether it keeps within.</param>
public sealed record Gate(string Name, double Value, double Limit, bool Holds);
