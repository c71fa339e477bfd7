using Streams.Models.Scoring;

namespace Streams.Host.Rules;

/// <summary>The models that ship with the program.</summary>
internal static class ModelLibrary
{
    /// <summary>Where they lie, beside the program.</summary>
    public static string ShippedDirectory => Path.Combine(AppContext.BaseDirectory, "models");

    /// <summary>The models by name.</summary>
    /// <exception cref="ModelArtefactException">One is missing or damaged; the process ends.</exception>
    public static IReadOnlyDictionary<string, INameScorer> Load() =>
        new Dictionary<string, INameScorer>(StringComparer.Ordinal)
        {
            [DgaModel.Name] = DgaModel.Load(Path.Combine(ShippedDirectory, DgaModel.Name, "dga.json")),
        };
}
