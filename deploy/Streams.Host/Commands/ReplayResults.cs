using Streams.Connectors.Files.Recordings;
using Streams.Host.Replaying;
using Streams.Models.Training.Export;
using Streams.Schemas.Alerts;
using Streams.Schemas.DeadLetters;
using Streams.Schemas.Events;
using Streams.Schemas.Features;
using Streams.Schemas.Models;
using Streams.Schemas.Parsing;
using Streams.Topologies.Normalise.Feeds;
using Streams.Topologies.Offline;

namespace Streams.Host.Commands;

/// <summary>What a replay gives.</summary>
/// <param name="file">Where alerts go.</param>
/// <param name="scores">Where what models say goes; null: nowhere.</param>
/// <param name="keepsFeatures">Whether windows of features are kept.</param>
internal sealed class ReplayResults(AlertFile file, ScoreFile? scores, bool keepsFeatures) : IOfflineResults
{
    private readonly Dictionary<EventSource, string> _firstDead = [];

    public List<KnownVector> Vectors { get; } = [];

    public StandingAlerts Alerts { get; } = new();

    /// <summary>Where events go as feeds tell them; null: nowhere.</summary>
    public FeedFiles? Feeds { get; init; }

    public Func<Timestamp> Clock { get; set; } = () => default;

    public ReplaySummary Summary { get; } = new();

    public long BlindCount { get; private set; }

    public void Features(FeatureVector vector)
    {
        if (keepsFeatures)
        {
            Vectors.Add(new KnownVector(vector, Clock()));
        }
    }

    public void Feed(FeedRecord record) => Feeds?.Write(record);

    public void Score(ModelScore score) => scores?.Write(score);

    public void Alert(Alert alert)
    {
        Summary.Add(alert);
        if (keepsFeatures)
        {
            Alerts.Add(alert with { Evidence = [] });
        }

        file.Write(alert);
    }

    public void Blind(string ruleId) => BlindCount++;

    /// <summary>Why the first element of a source that could not be read could not; null where there was none.</summary>
    public string? FirstDead(EventSource source) => _firstDead.GetValueOrDefault(source);

    public void Dead(DeadLetter letter) =>
        _firstDead.TryAdd(letter.Source, $"{letter.Provenance.Origin} line {letter.Provenance.Position}: {letter.Reason.Name()}: {letter.Detail}");
}
