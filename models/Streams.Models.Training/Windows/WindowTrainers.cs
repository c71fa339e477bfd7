namespace Streams.Models.Training.Windows;

/// <summary>The trainers: a new one is a row here and a file beside.</summary>
internal static class WindowTrainers
{
    /// <summary>All.</summary>
    public static IReadOnlyList<IWindowTrainer> All { get; } = [new LightGbmTrainer(), new LogisticTrainer(), new SubspaceTrainer(), new ClusterTrainer()];

    /// <summary>The trainer of a name.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    public static IWindowTrainer Of(string name) =>
        All.FirstOrDefault(t => t.Name == name)
        ?? throw new FormatException($"there is no trainer '{name}'; write one of {string.Join(", ", All.Select(t => t.Name))}");
}
