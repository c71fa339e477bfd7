namespace Streams.Models.Training;

/// <summary>How to train a model of names. The same options give the same bytes on the same machine type.</summary>
internal sealed record NameTrainingOptions
{
    /// <summary>Where chance begins.</summary>
    public int Seed { get; init; } = 20261124;

    /// <summary>Names of each class.</summary>
    public int Names { get; init; } = 40_000;

    /// <summary>Names from which the language is learned, beside the words.</summary>
    public int LanguageNames { get; init; } = 60_000;

    /// <summary>Weight of the squares in the loss.</summary>
    public float L2 { get; init; } = 1f;

    /// <summary>The version the artefact bears.</summary>
    public string Version { get; init; } = "1.1.0";

    /// <summary>The day the artefact bears.</summary>
    public string Date { get; init; } = "2026-11-30";
}
