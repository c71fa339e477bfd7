using System.Text;
using Streams.Connectors.Kafka.Publishing;
using Streams.Connectors.Kafka.Reading;
using Streams.Host.Configuration;
using Streams.Host.Kafka;
using Streams.Models.Artefacts;
using Streams.Models.Features;
using Streams.Models.Registry;
using Streams.Models.Training.Evaluation;
using Streams.Models.Training.Export;
using Streams.Models.Training.Windows;
using Streams.Models.Vectors;
using Streams.Schemas.Alerts;
using Streams.Schemas.Events;
using Streams.Schemas.Features;
using Streams.Schemas.Models;
using Streams.Topologies.Binding;

namespace Streams.Host.Demo;

/// <summary>
/// What a data scientist does (docs/notebook.md), in the demo: exports the windows that were recorded, trains on those that no alert colours, evaluates, registers and promotes.
/// The model learns what is ordinary alone, so that windows of attacks are new to it.
/// </summary>
/// <param name="kafka">Where the topics are.</param>
/// <param name="topics">Their names.</param>
/// <param name="folder">Where the export goes.</param>
internal sealed class DemoRetraining(KafkaOptions kafka, TopicNames topics, string folder)
{
    private const string Name = "demo-principal";
    private const int Window = 300;
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);
    private static readonly TrainerSettings Settings = new()
    {
        Name = "pca",
        Seed = 1,
        FalseShare = 0.01,
    };

    /// <summary>Trains and promotes, as of a time of the recording's.</summary>
    /// <param name="alerts">The alerts, all of attacks or of what looked so: what they colour teaches nothing.</param>
    /// <param name="clock">The recording's time.</param>
    /// <param name="models">Where the version comes into force.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="FormatException">The recording does not suffice.</exception>
    public async Task<RetrainedModel> RunAsync(IReadOnlyList<Alert> alerts, Timestamp clock, ModelRegistry models, CancellationToken cancel)
    {
        var rows = await RowsAsync(cancel).ConfigureAwait(false);
        Directory.CreateDirectory(folder);
        await LabelFile
            .WriteAsync(folder, [.. alerts.Where(a => a.Status != AlertStatus.Superseded).SelectMany(a => LabelRows.Of(a, "true"))])
            .ConfigureAwait(false);
        await FeatureExport.WriteAsync(folder, [FeatureSets.Principal], rows, []).ConfigureAwait(false);
        var table = await TrainingTable.ReadAsync(folder, FeatureSets.Principal, Window).ConfigureAwait(false);
        var model = WindowModel.Of(WindowModelTrainer.Train(Name, table, Settings));
        var evaluation = ModelEvaluator.Evaluate(model, table, null);
        if (evaluation.Passed)
        {
            await PromoteAsync(model, evaluation, clock, cancel).ConfigureAwait(false);
            while (models.Timeline.At(Name, clock) is null)
            {
                await Task.Delay(Step, cancel).ConfigureAwait(false);
            }
        }

        return new RetrainedModel(model, evaluation, clock, table.Rows);
    }

    private async Task<List<KnownVector>> RowsAsync(CancellationToken cancel)
    {
        var rows = new List<KnownVector>();
        using var reader = new TopicReader(kafka.Reader("demo", topics.Features[FeatureSets.Principal.Name]));
        await foreach (var record in reader.ReadToEndAsync(cancel).ConfigureAwait(false))
        {
            if (FeatureCodec.Decode(record.Value) is { } vector)
            {
                rows.Add(new KnownVector(vector, vector.WindowEnd)); // the broker's clock is not the recording's
            }
        }

        return rows;
    }

    private async Task PromoteAsync(WindowModel model, ModelEvaluation evaluation, Timestamp clock, CancellationToken cancel)
    {
        using var producer = new RawProducer(new RawProducerOptions { BootstrapServers = kafka.Bootstrap, ClientProperties = kafka.Properties });
        var registered = new RegisteredModel(Name, 1, model.Hash, ArtefactCodec.Write(model.Artefact), evaluation.ToJson());
        await producer
            .PublishAsync(new RawRecord(topics.Models, Encoding.UTF8.GetBytes(registered.Key), RegisteredModelCodec.Encode(registered)), cancel)
            .ConfigureAwait(false);
        foreach (var kind in (ModelActionKind[])[ModelActionKind.Register, ModelActionKind.Promote])
        {
            var action = new ModelAction(kind, Name, 1, model.Hash, clock, "demo", "trained on what the demo recorded");
            await producer
                .PublishAsync(
                    new RawRecord(topics.ModelLog, Encoding.UTF8.GetBytes(Name), ModelActionCodec.Encode(action)) { TimestampMs = clock.Milliseconds },
                    cancel
                )
                .ConfigureAwait(false);
        }

        await producer.FlushAsync(cancel).ConfigureAwait(false);
    }
}
