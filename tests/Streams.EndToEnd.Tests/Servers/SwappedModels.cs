using System.Text;
using Streams.Connectors.Kafka.Publishing;
using Streams.Connectors.Kafka.Reading;
using Streams.Engine.Hosting;
using Streams.Engine.Topics;
using Streams.Models.Artefacts;
using Streams.Models.Features;
using Streams.Models.Registry;
using Streams.Models.Training.Windows;
using Streams.Models.Vectors;
using Streams.Schemas.Events;
using Streams.Schemas.Features;
using Streams.Schemas.Models;
using Streams.Topologies.Binding;

namespace Streams.EndToEnd.Tests.Servers;

/// <summary>Two versions of a model: the second takes over at one event time, and is taken back at another; a third is watched all the time.</summary>
/// <param name="swap">When the second takes over.</param>
/// <param name="rollBack">When it is taken back.</param>
internal sealed class SwappedModels(Timestamp swap, Timestamp rollBack)
{
    private const string Judging = "judging";
    private const string Watched = "watched";
    private static readonly WindowModel[] Versions = [Make(Judging, 2), Make(Judging, 5), Make(Watched, 3)];

    /// <summary>Writes what commands would have written, with times of the recording.</summary>
    public async Task PublishAsync(string bootstrap, TopicNames topics)
    {
        using (var admin = new TopicAdmin(new EngineOptions { BootstrapServers = bootstrap, StateDirectory = "" }))
        {
            await admin.CreateMissingAsync(
                ((string[])[topics.Models, topics.ModelLog]).Select(t => new TopicSpec
                {
                    Name = t,
                    Partitions = 1,
                    LogAppendTime = false,
                })
            );
        }

        using var producer = new RawProducer(new RawProducerOptions { BootstrapServers = bootstrap });
        foreach (var (model, version) in ((WindowModel, int)[])[(Versions[0], 1), (Versions[1], 2), (Versions[2], 1)])
        {
            var registered = new RegisteredModel(model.Name, version, model.Hash, ArtefactCodec.Write(model.Artefact), "");
            await producer.PublishAsync(new RawRecord(topics.Models, Encoding.UTF8.GetBytes(registered.Key), RegisteredModelCodec.Encode(registered)));
        }

        foreach (var action in Actions())
        {
            await producer.PublishAsync(
                new RawRecord(topics.ModelLog, Encoding.UTF8.GetBytes(action.Name), ModelActionCodec.Encode(action)) { TimestampMs = 1 }
            );
        }

        await producer.FlushAsync();
    }

    /// <summary>What every window must have been given, once: by the version in force at its end, and by the one that is watched.</summary>
    public IReadOnlyList<string> Expected(IEnumerable<FeatureVector> windows) =>
        [
            .. windows
                .Where(Versions[0].Takes)
                .SelectMany(w =>
                    (string[])[Line(Versions[2], 1, w), w.WindowEnd >= swap && w.WindowEnd < rollBack ? Line(Versions[1], 2, w) : Line(Versions[0], 1, w)]
                )
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>The scores in the topic, read committed.</summary>
    public static async Task<IReadOnlyList<string>> ScoresAsync(string bootstrap, TopicNames topics)
    {
        using var reader = new TopicReader(
            new TopicReaderOptions
            {
                BootstrapServers = bootstrap,
                Topics = [topics.Scores],
                GroupId = "test",
                From = ReadFrom.Beginning,
            }
        );
        var scores = new List<string>();
        await foreach (var record in reader.ReadToEndAsync())
        {
            var score = ModelScoreCodec.Decode(record.Value)!; // the service wrote it
            scores.Add(Line(score.Model, score.Entity, score.WindowEnd, score.Score));
        }

        scores.Sort(StringComparer.Ordinal);
        return scores;
    }

    private IEnumerable<ModelAction> Actions() =>
        [
            Action(ModelActionKind.Promote, Versions[0], 1, new Timestamp(0)),
            Action(ModelActionKind.Shadow, Versions[2], 1, new Timestamp(0)),
            Action(ModelActionKind.Promote, Versions[1], 2, swap),
            Action(ModelActionKind.Rollback, Versions[0], 1, rollBack),
        ];

    private static ModelAction Action(ModelActionKind kind, WindowModel model, int version, Timestamp from) =>
        new(kind, model.Name, version, model.Hash, from, "test", "");

    private static string Line(WindowModel model, int version, FeatureVector window) =>
        Line($"{model.Name}/{version}/{model.ShortHash}", window.Entity, window.WindowEnd, model.Score([.. window.Values]));

    private static string Line(string model, string entity, Timestamp end, double score) => $"{model} {entity} {end.Format()} {score:R}";

    private static WindowModel Make(string name, int rank)
    {
        var (random, set) = (new Random(rank), FeatureSets.Workload);
        TrainingRow[] rows =
        [
            .. Enumerable
                .Range(0, 400)
                .Select(i => new TrainingRow(
                    "",
                    $"n{i % 3}/w",
                    i * FeatureWindows.Pane,
                    (i + 1) * FeatureWindows.Pane,
                    [.. set.Columns.Select(_ => (float)random.Next(9))],
                    Verdict.Ordinary,
                    ""
                )),
        ];
        var settings = new TrainerSettings
        {
            Name = "pca",
            Seed = 1,
            Rank = rank,
        };
        return WindowModel.Of(WindowModelTrainer.Train(name, TrainingTable.Of(set, 60, "made", rows), settings));
    }
}
