using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Streams.Models.Artefacts;

/// <summary>
/// A trained model over windows of features, whole: what it scores, with which parameters, when it alarms, what it was made of. Immutable.
/// Its stored form (<see cref="ArtefactCodec"/>) is one sequence of bytes, whose hash names it; it holds no time, no machine and no version.
/// </summary>
public sealed partial record ModelArtefact
{
    /// <summary>The form that this program writes and reads.</summary>
    public const int CurrentForm = 1;

    /// <summary>The largest stored form.</summary>
    public const int MaxBytes = 1024 * 1024;

    /// <summary>The form.</summary>
    [JsonRequired]
    public required int Form { get; init; }

    /// <summary>The model.</summary>
    [JsonRequired]
    public required string Name { get; init; }

    /// <summary>The set of features (<see cref="Features.FeatureSets"/>).</summary>
    [JsonRequired]
    public required string Set { get; init; }

    /// <summary>The hash of that set: a model of another is refused.</summary>
    [JsonRequired]
    public required string SetHash { get; init; }

    /// <summary>The length of the windows it scores, seconds.</summary>
    [JsonRequired]
    public required int WindowSeconds { get; init; }

    /// <summary>The features it looks at, in the order of its parameters.</summary>
    [JsonRequired]
    public required IReadOnlyList<string> Features { get; init; }

    /// <summary>A window whose score reaches it is a finding.</summary>
    [JsonRequired]
    public required double Threshold { get; init; }

    /// <summary>How it was trained.</summary>
    [JsonRequired]
    public required TrainerSettings Trainer { get; init; }

    /// <summary>On what it was trained.</summary>
    [JsonRequired]
    public required TrainingData Data { get; init; }

    /// <summary>How the features and its score were distributed in training, by feature and then <see cref="ScoreHistogram"/>: what drift is measured against.</summary>
    [JsonRequired]
    public required IReadOnlyList<Histogram> Histograms { get; init; }

    /// <summary>How features are made comparable; null: they are taken as they are.</summary>
    public Standard? Standard { get; init; }

    /// <summary>The parameters of a linear model.</summary>
    public LinearParameters? Linear { get; init; }

    /// <summary>The parameters of an ensemble of trees.</summary>
    public TreeParameters? Trees { get; init; }

    /// <summary>The parameters of a subspace.</summary>
    public SubspaceParameters? Subspace { get; init; }

    /// <summary>The parameters of clusters.</summary>
    public ClusterParameters? Clusters { get; init; }

    /// <summary>The name of the last histogram.</summary>
    public const string ScoreHistogram = "score";

    /// <summary>Whether a model may be called so: it stands in keys of topics, before the slash of a version, and in names of files.</summary>
    public static bool IsName(string name) => Names().IsMatch(name);

    [GeneratedRegex(@"^[a-z][a-z0-9-]{0,62}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Names();
}
