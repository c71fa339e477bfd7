namespace Streams.Models.Scoring;

/// <summary>The models that score a name by itself.</summary>
public static class NameScorers
{
    /// <summary>What rules call them.</summary>
    public static IReadOnlyList<string> Names { get; } = [DgaModel.Name];
}
