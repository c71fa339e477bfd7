using Streams.Models.Artefacts;
using Streams.Models.Features;
using Streams.Schemas.Features;

namespace Streams.Models.Vectors;

/// <summary>A trained model that scores windows of features. Immutable, thread-safe; a score allocates nothing.</summary>
public sealed class WindowModel
{
    /// <summary>The most features that an explanation names.</summary>
    public const int MaxContributions = 5;

    private const int HashLength = 12;
    private readonly IVectorScorer _scorer;
    private readonly int[] _columns;
    private readonly float[]? _means;
    private readonly float[]? _scales;

    private WindowModel(ModelArtefact artefact, string hash)
    {
        (Artefact, Hash) = (artefact, hash);
        if (!ModelArtefact.IsName(artefact.Name))
        {
            throw new FormatException("its name is none: a model's name has small letters, digits and hyphens, and begins with a letter");
        }

        Set = FeatureSets.Find(artefact.Set) ?? throw new FormatException($"it scores the set '{artefact.Set}', which this program does not have");
        if (Set.Hash != artefact.SetHash)
        {
            throw new FormatException(
                $"it was trained on the set {artefact.Set} {artefact.SetHash}, this program computes {Set.Hash}: train it again on windows of this program"
            );
        }

        if (artefact.WindowSeconds * 1_000_000_000L is not (FeatureWindows.Pane or FeatureWindows.Pane * FeatureWindows.LongPanes))
        {
            throw new FormatException($"it scores windows of {artefact.WindowSeconds} s, there are such of 60 s and 300 s");
        }

        _columns = [.. artefact.Features.Select(Set.IndexOf)];
        if (_columns.Length == 0 || _columns.Contains(-1) || _columns.Distinct().Count() != _columns.Length)
        {
            throw new FormatException("its features are not those of its set, each once");
        }

        if (artefact.Standard is { } standard)
        {
            (_means, _scales) = (Numbers.Of(standard.Means, _columns.Length, "means"), Numbers.Of(standard.Scales, _columns.Length, "scales"));
        }

        if (
            !artefact.Histograms.Select(h => h.Of).SequenceEqual([.. artefact.Features, ModelArtefact.ScoreHistogram])
            || artefact.Histograms.Any(h => h.Shares.Count != h.Edges.Count + 1)
        )
        {
            throw new FormatException("its histograms are not those of its features and its score");
        }

        Threshold = Numbers.Check(artefact.Threshold, "the threshold");
        _scorer = VectorScorers.Create(artefact);
    }

    /// <summary>The artefact.</summary>
    public ModelArtefact Artefact { get; }

    /// <summary>The name.</summary>
    public string Name => Artefact.Name;

    /// <summary>The hash of the stored form.</summary>
    public string Hash { get; }

    /// <summary>The beginning of the hash, as a person reads it.</summary>
    public string ShortHash => Hash[..HashLength];

    /// <summary>The features it scores.</summary>
    public FeatureSet Set { get; }

    /// <summary>The length of its windows, nanoseconds.</summary>
    public long Window => Artefact.WindowSeconds * 1_000_000_000L;

    /// <summary>A score that reaches it is a finding.</summary>
    public double Threshold { get; }

    /// <summary>Whether it scores windows as this one: its set, made as it knows it, and its length.</summary>
    public bool Takes(FeatureVector row) =>
        row.Set == Set.Name && row.SetHash == Set.Hash && row.WindowEnd - row.WindowStart == Window && row.Values.Count == Set.Columns.Count;

    /// <summary>Whether a score is a probability, and contributions are log-odds; else contributions add up to the score.</summary>
    public bool IsProbability => _scorer.IsProbability;

    /// <summary>Reads a stored form.</summary>
    /// <exception cref="FormatException">It cannot be used; the message says why.</exception>
    public static WindowModel Read(ReadOnlySpan<byte> bytes) => new(ArtefactCodec.Read(bytes), ArtefactCodec.HashOf(bytes));

    /// <summary>The model of an artefact that was just made.</summary>
    /// <exception cref="FormatException">It cannot be used; the message says why.</exception>
    public static WindowModel Of(ModelArtefact artefact) => Read(ArtefactCodec.Write(artefact));

    /// <summary>Scores a window.</summary>
    /// <param name="values">The values of the whole set, in its order.</param>
    public double Score(ReadOnlySpan<float> values)
    {
        Span<float> features = stackalloc float[_columns.Length];
        Prepare(values, features);
        return _scorer.Score(features);
    }

    /// <summary>Why a window has its score: the features that did most, the greatest first.</summary>
    /// <param name="values">The values of the whole set, in its order.</param>
    public IReadOnlyList<Contribution> Explain(ReadOnlySpan<float> values)
    {
        var amounts = Contributions(values);
        var order = Enumerable
            .Range(0, amounts.Length)
            .OrderByDescending(i => amounts[i])
            .ThenBy(i => i)
            .Take(MaxContributions)
            .Where(i => amounts[i] > 0)
            .ToArray();
        var contributions = new List<Contribution>(order.Length);
        foreach (var i in order)
        {
            contributions.Add(new Contribution(Artefact.Features[i], values[_columns[i]], Artefact.Histograms[i].Typical, amounts[i]));
        }

        return contributions;
    }

    /// <summary>The value that takes a feature's place where it is thought away: the middle of its values in training.</summary>
    /// <param name="values">The values of the whole set, in its order; changed.</param>
    /// <param name="name">The feature.</param>
    internal void MakeTypical(Span<float> values, string name)
    {
        var at = 0;
        while (Artefact.Features[at] != name)
        {
            at++;
        }

        values[_columns[at]] = (float)Artefact.Histograms[at].Typical;
    }

    /// <summary>What every feature adds, in the order of the artefact's features.</summary>
    internal double[] Contributions(ReadOnlySpan<float> values)
    {
        Span<float> features = stackalloc float[_columns.Length];
        Prepare(values, features);
        var amounts = new double[_columns.Length];
        _scorer.Explain(features, amounts);
        return amounts;
    }

    /// <summary>Makes features as the scorer takes them.</summary>
    internal void Prepare(ReadOnlySpan<float> values, Span<float> features)
    {
        if (_means is not null)
        {
            Logarithm.Standardise(values, _columns, _means, _scales, features); // both or none
            return;
        }

        for (var i = 0; i < _columns.Length; i++)
        {
            features[i] = values[_columns[i]];
        }
    }
}
