using System.Text;
using Streams.Connectors.Kafka.Publishing;
using Streams.Host.Configuration;
using Streams.Host.Running;
using Streams.Host.Running.Models;
using Streams.Models.Registry;
using Streams.Models.Training.Evaluation;
using Streams.Models.Vectors;
using Streams.Schemas.Events;
using Streams.Schemas.Models;
using Streams.Topologies.Binding;

namespace Streams.Host.Commands.Models;

/// <summary>Writes to the topics of models; nothing that cannot hold is written.</summary>
/// <param name="options">The configuration.</param>
/// <param name="by">Who.</param>
/// <param name="note">Why.</param>
internal sealed class ModelClient(StreamsOptions options, string by, string note)
{
    private readonly TopicNames _topics = TopicPlan.Names(options.Kafka);

    /// <summary>Registers an artefact.</summary>
    public async Task<int> RegisterAsync(string file, string? evaluationFile, CancellationToken cancel)
    {
        var (bytes, model) = ModelFile.Read(file);
        var evaluation = ReadEvaluation(evaluationFile, Path.ChangeExtension(file, ".evaluation.json"), model);
        var history = await ReadAsync(cancel).ConfigureAwait(false);
        var same = history.Registered.FirstOrDefault(r => r.Name == model.Name && r.Hash == model.Hash);
        var version = same?.Version ?? history.Registered.Where(r => r.Name == model.Name).Select(r => r.Version).DefaultIfEmpty(0).Max() + 1;
        var registered = new RegisteredModel(model.Name, version, model.Hash, bytes, evaluation.Length > 0 ? evaluation : same?.Evaluation ?? "");
        await WriteAsync(
                new RawRecord(_topics.Models, Encoding.UTF8.GetBytes(registered.Key), RegisteredModelCodec.Encode(registered)),
                Entry(ModelActionKind.Register, registered, new Timestamp(0)),
                cancel
            )
            .ConfigureAwait(false);
        Console.WriteLine(
            $"{registered.Key} is registered: {model.Hash}, {(registered.Evaluation.Length == 0 ? "not evaluated" : ModelEvaluation.Read(registered.Evaluation).Passed ? "passed its evaluation" : "failed its evaluation")}"
        );
        return ExitCode.Ok;
    }

    /// <summary>Does something with a version.</summary>
    public async Task<int> ActAsync(ModelActionKind kind, string version, Timestamp? from, CancellationToken cancel)
    {
        var history = await ReadAsync(cancel).ConfigureAwait(false);
        return await ActAsync(kind, history, ModelVersion.Find(history, version), from, cancel).ConfigureAwait(false);
    }

    /// <summary>Has the version judge that judged before.</summary>
    public async Task<int> RollBackAsync(string name, Timestamp? from, CancellationToken cancel)
    {
        var history = await ReadAsync(cancel).ConfigureAwait(false);
        var newest = ModelVersion.Find(history, name);
        if (history.Former(newest.Name) is not { } registered)
        {
            throw new UsageException($"no version of {name} judged before; 'streams models withdraw {newest.Name}/VERSION' takes out the one that judges");
        }

        return await ActAsync(ModelActionKind.Rollback, history, registered, from, cancel).ConfigureAwait(false);
    }

    private async Task<int> ActAsync(ModelActionKind kind, ModelHistory history, RegisteredModel registered, Timestamp? from, CancellationToken cancel)
    {
        var now = TimeProvider.System.GetUtcNow();
        if (from < Timestamp.From(now))
        {
            throw new UsageException($"--effective-from: {from.Value.Format()} has passed: windows of that time are judged already");
        }

        var effective = (from ?? Timestamp.From(now + options.Detection.RuleTakeOver)).Floor(Timestamp.Millisecond);

        if (kind != ModelActionKind.Withdraw)
        {
            Check(registered);
        }

        if (kind == ModelActionKind.Promote)
        {
            CheckEvaluation(registered, history.Load(effective).Standing(registered.Name));
        }

        await WriteAsync(null, Entry(kind, registered, effective), cancel).ConfigureAwait(false);
        var does = kind switch
        {
            ModelActionKind.Shadow => "is watched",
            ModelActionKind.Withdraw => "is taken out",
            _ => "judges",
        };
        var former = history.Spans().LastOrDefault(s => s.Name == registered.Name && !s.IsShadow && s.From <= effective && s.Until > effective);
        Console.WriteLine(
            $"{registered.Key} {does} for windows that end from {effective.Format()} on{(former is null || kind is ModelActionKind.Shadow || former.Version == registered.Version ? "" : $", {former.Name}/{former.Version} until then")}"
        );
        return ExitCode.Ok;
    }

    private static void Check(RegisteredModel registered)
    {
        try
        {
            if (WindowModel.Read(registered.Artefact).Hash != registered.Hash)
            {
                throw new FormatException("its artefact is not the one that was registered");
            }
        }
        catch (FormatException e)
        {
            throw new UsageException($"{registered.Key}: {e.Message}");
        }
    }

    /// <param name="registered">What is to judge.</param>
    /// <param name="current">What it replaces; null: nothing.</param>
    private static void CheckEvaluation(RegisteredModel registered, ModelTerm? current)
    {
        if (registered.Evaluation.Length == 0)
        {
            throw new UsageException(
                $"{registered.Key} is not evaluated: 'streams evaluate FILE --data DIR --against current', then 'streams models register FILE' again"
            );
        }

        var evaluation = ModelEvaluation.Read(registered.Evaluation);
        if (!evaluation.Passed || evaluation.Hash != registered.Hash)
        {
            throw new UsageException(
                $"{registered.Key} failed its evaluation: {string.Join("; ", evaluation.Gates.Where(g => !g.Holds).Select(g => FormattableString.Invariant($"{g.Name} {g.Value:G4}, limit {g.Limit:G4}")))}"
            );
        }

        if (current is not null && current.Model.Hash != registered.Hash && evaluation.Against != current.Model.Hash)
        {
            throw new UsageException(
                $"{registered.Key} was not compared with {current.Model.Name}/{current.Version}, which judges or is to: 'streams evaluate FILE --data DIR --against current', then 'streams models register FILE' again"
            );
        }
    }

    private static string ReadEvaluation(string? named, string beside, WindowModel model)
    {
        if (named is not null && !File.Exists(named))
        {
            throw new UsageException($"{named}: there is no such file");
        }

        var path = named ?? beside;
        if (!File.Exists(path))
        {
            return "";
        }

        try
        {
            var text = File.ReadAllText(path);
            return ModelEvaluation.Read(text).Hash == model.Hash ? text
                : named is null ? ""
                : throw new UsageException($"{path} is the evaluation of another artefact than {model.ShortHash}");
        }
        catch (FormatException e)
        {
            throw new UsageException($"{path}: {e.Message}");
        }
    }

    private ModelAction Entry(ModelActionKind kind, RegisteredModel model, Timestamp effectiveFrom) =>
        new(kind, model.Name, model.Version, model.Hash, effectiveFrom, by, note);

    private Task<ModelHistory> ReadAsync(CancellationToken cancel) => ModelTopics.ReadAsync(options.Kafka, _topics, cancel);

    private async Task WriteAsync(RawRecord? artefact, ModelAction entry, CancellationToken cancel)
    {
        using var producer = new RawProducer(
            new RawProducerOptions
            {
                BootstrapServers = options.Kafka.Bootstrap,
                ClientProperties = options.Kafka.Properties,
                Seals = options.Kafka.Seals,
            }
        );
        if (artefact is { } record)
        {
            await producer.PublishAsync(record, cancel).ConfigureAwait(false);
            await producer.FlushAsync(cancel).ConfigureAwait(false);
        }

        await producer
            .PublishAsync(new RawRecord(_topics.ModelLog, Encoding.UTF8.GetBytes(entry.Name), ModelActionCodec.Encode(entry)), cancel)
            .ConfigureAwait(false);
        await producer.FlushAsync(cancel).ConfigureAwait(false);
    }
}
