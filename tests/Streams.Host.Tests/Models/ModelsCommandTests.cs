using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging.Abstractions;
using Streams.Connectors.Kafka.Embedded;
using Streams.Connectors.Kafka.Publishing;
using Streams.Host.Configuration;
using Streams.Host.Running.Models;
using Streams.Models.Artefacts;
using Streams.Models.Features;
using Streams.Models.Registry;
using Streams.Models.Training.Export;
using Streams.Models.Training.Windows;
using Streams.Schemas.Events;
using Streams.Schemas.Features;
using Streams.Schemas.Models;
using Streams.Topologies.Binding;

namespace Streams.Host.Tests.Models;

/// <summary>A model from registration to withdrawal by commands, and a process that follows it.</summary>
public sealed partial class ModelsCommandTests : IDisposable
{
    private const string Name = "workload";
    private readonly EmbeddedBroker _broker = EmbeddedBroker.Start();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("streams-models-");

    public ModelsCommandTests()
    {
        foreach (var topic in (string[])["models", "models.log", "features.workload", "alerts", "labels"])
        {
            _broker.CreateTopic(topic, 1);
        }
    }

    [Fact]
    public async Task A_model_is_trained_evaluated_registered_watched_promoted_and_taken_back()
    {
        await ExportAsync("data", seed: 1);
        await ExportAsync("other", seed: 2);
        await using var follower = await TopicModels.StartAsync(Kafka(), new TopicNames(), TimeProvider.System, NullLogger.Instance, CancellationToken.None);

        var first = Run("train", Name, "--data", Of("data"), "--window", "60", "--trainer", "lightgbm", "--out", Of("a.json"));
        Assert.Equal(0, first.Code);
        Run("train", Name, "--data", Of("data"), "--window", "60", "--trainer", "lightgbm", "--out", Of("again.json"));
        Assert.Equal(
            await File.ReadAllBytesAsync(Of("a.json"), CancellationToken.None),
            await File.ReadAllBytesAsync(Of("again.json"), CancellationToken.None)
        );

        Assert.Matches($@"^{Name}/1 is registered: [0-9a-f]{{64}}, not evaluated", Run("models", "register", Of("a.json")).Output);
        var unevaluated = Run("models", "promote", $"{Name}/1");
        Assert.Equal(2, unevaluated.Code);
        Assert.Contains("streams evaluate", unevaluated.Error, StringComparison.Ordinal);

        var evaluated = Run("evaluate", Of("a.json"), "--data", Of("other"), "--against", "current");
        Assert.Equal((0, true), (evaluated.Code, evaluated.Output.Contains("without surprise", StringComparison.Ordinal)));
        Assert.Contains("passed its evaluation", Run("models", "register", Of("a.json")).Output, StringComparison.Ordinal);
        Assert.Equal(0, Run("models", "shadow", $"{Name}/1").Code);
        await UntilAsync(follower, t => t is [{ IsShadow: true, Version: 1 }]);
        Assert.Equal(0, Run("models", "promote", Name, "--by", "ann", "--note", "better at night").Code);
        await UntilAsync(follower, t => t.Any(term => term is { IsShadow: false, Version: 1 }));

        Run(
            "train",
            Name,
            "--data",
            Of("data"),
            "--window",
            "60",
            "--trainer",
            "lightgbm",
            "--seed",
            "2",
            "--feature",
            "flows",
            "destinations",
            "denied_flows",
            "--out",
            Of("b.json")
        );
        var worse = Run("evaluate", Of("b.json"), "--data", Of("other"), "--against", Of("a.json"));
        Assert.Contains("the current model", worse.Output, StringComparison.Ordinal);
        await File.WriteAllTextAsync(
            Of("b.evaluation.json"),
            (await File.ReadAllTextAsync(Of("b.evaluation.json"), CancellationToken.None)).Replace(
                "\"holds\": true",
                "\"holds\": false",
                StringComparison.Ordinal
            ),
            CancellationToken.None
        );
        Assert.Contains("failed its evaluation", Run("models", "register", Of("b.json")).Output, StringComparison.Ordinal);
        Assert.Equal(2, Run("models", "promote", $"{Name}/2").Code);

        Run("train", Name, "--data", Of("data"), "--window", "60", "--trainer", "lightgbm", "--seed", "3", "--false-share", "0.004", "--out", Of("c.json"));
        Run("evaluate", Of("c.json"), "--data", Of("other"));
        Run("models", "register", Of("c.json"));
        var alone = Run("models", "promote", $"{Name}/3");
        Assert.Equal((2, true), (alone.Code, alone.Error.Contains($"not compared with {Name}/1", StringComparison.Ordinal)));
        Run("evaluate", Of("c.json"), "--data", Of("other"), "--against", "current");
        Run("models", "register", Of("c.json"));
        var later = TimeProvider.System.GetUtcNow().AddHours(1);
        var promoted = Run("models", "promote", $"{Name}/3", "--effective-from", later.ToString("O"));
        Assert.Equal("", promoted.Error);
        Assert.Contains($"{Name}/1 until then", promoted.Output, StringComparison.Ordinal);
        await UntilAsync(follower, t => t.Any(term => term.Version == 3));
        Assert.Equal([1, 3], follower.Registry.Timeline.Terms.Where(t => !t.IsShadow).Select(t => t.Version));
        Assert.Equal(0, Run("models", "rollback", Name, "--effective-from", later.AddHours(1).ToString("O")).Code);
        await UntilAsync(follower, t => t.Count(term => !term.IsShadow) == 3);
        Assert.Equal([1, 3, 1], follower.Registry.Timeline.Terms.Where(t => !t.IsShadow).Select(t => t.Version));

        Assert.Contains("ann\tpromote workload/1", Run("models", "history", Name).Output, StringComparison.Ordinal);
        Assert.StartsWith($"{Name}/3\t", Run("models", "history", Name, "--at", later.AddMinutes(30).ToString("O")).Output, StringComparison.Ordinal);
        Assert.Equal(3, Lines().Matches(Run("models", "list").Output).Count);
        Assert.Contains("too few", Run("models", "drift", Name).Output, StringComparison.Ordinal);

        await using var started = await TopicModels.StartAsync(Kafka(), new TopicNames(), TimeProvider.System, NullLogger.Instance, CancellationToken.None);
        Assert.Equal(
            follower.Registry.Timeline.Terms.Select(t => (t.Identity, t.From, t.Until)),
            started.Registry.Timeline.Terms.Select(t => (t.Identity, t.From, t.Until))
        );
    }

    [Fact]
    public async Task What_cannot_be_used_is_refused_in_a_line_and_ends_nothing()
    {
        await ExportAsync("data", seed: 1);
        Run("train", Name, "--data", Of("data"), "--window", "60", "--trainer", "pca", "--out", Of("a.json"));
        var bytes = await File.ReadAllBytesAsync(Of("a.json"), CancellationToken.None);
        await File.WriteAllBytesAsync(Of("cut.json"), bytes[..^40], CancellationToken.None);
        await File.WriteAllBytesAsync(Of("large.json"), new byte[ModelArtefact.MaxBytes + 1], CancellationToken.None);
        await File.WriteAllBytesAsync(
            Of("old.json"),
            ArtefactCodec.Write(ArtefactCodec.Read(bytes) with { SetHash = "0000000000000000" }),
            CancellationToken.None
        );
        foreach (
            var (file, reason) in (ReadOnlySpan<(string, string)>)
                [("cut.json", "damaged"), ("large.json", "bytes"), ("old.json", "0000000000000000"), ("none.json", "no such file")]
        )
        {
            var (code, _, error) = Run("models", "register", Of(file));
            Assert.Equal((2, true), (code, error.Contains(reason, StringComparison.Ordinal)));
        }

        // Whoever may write the topics can put there what he likes: a process refuses it and goes on.
        var history = new (string Topic, byte[] Value)[]
        {
            ("models", RegisteredModelCodec.Encode(new RegisteredModel(Name, 1, ArtefactCodec.HashOf(bytes), bytes, ""))),
            ("models", RegisteredModelCodec.Encode(new RegisteredModel(Name, 2, "00", bytes[..100], ""))),
            ("models", [1, 2, 3]),
            ("models.log", [4, 5, 6]),
            (
                "models.log",
                ModelActionCodec.Encode(new ModelAction(ModelActionKind.Promote, Name, 1, ArtefactCodec.HashOf(bytes), new Timestamp(1), "ann", ""))
            ),
            ("models.log", ModelActionCodec.Encode(new ModelAction(ModelActionKind.Promote, Name, 2, "00", new Timestamp(2), "eve", ""))),
        };
        using (var producer = new RawProducer(new RawProducerOptions { BootstrapServers = _broker.BootstrapServers }))
        {
            foreach (var (topic, value) in history)
            {
                await producer.PublishAsync(new RawRecord(topic, [], value), CancellationToken.None);
            }

            await producer.FlushAsync(CancellationToken.None);
        }

        await using var follower = await TopicModels.StartAsync(Kafka(), new TopicNames(), TimeProvider.System, NullLogger.Instance, CancellationToken.None);
        Assert.Equal([(1, Timestamp.Never)], follower.Registry.Timeline.Terms.Select(t => (t.Version, t.Until)));
        Assert.StartsWith($"{Name}/2: ", Assert.Single(follower.Registry.Timeline.Refusals), StringComparison.Ordinal);
        Assert.Contains("REFUSED", Run("models", "list").Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_export_that_was_changed_afterwards_is_refused()
    {
        await ExportAsync("data", seed: 1);
        var file = Path.Combine(Of("data"), "workload.parquet");
        var bytes = await File.ReadAllBytesAsync(file, CancellationToken.None);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(file, bytes, CancellationToken.None);

        var (code, _, error) = Run("train", Name, "--data", Of("data"), "--window", "60");

        Assert.Equal(2, code);
        Assert.Contains("export again", error, StringComparison.Ordinal);
        Assert.Equal(2, Run("train", Name, "--data", Of("nowhere")).Code);
        Assert.Equal(2, Run("train", "Not A Name", "--data", Of("data")).Code);
    }

    [Theory]
    [InlineData("--seed", "-1", "--seed -1")]
    [InlineData("--false-share", "0.5", "--false-share 0.5")]
    [InlineData("--false-share", "NaN", "--false-share NaN")]
    [InlineData("--data", "", "--data is empty")]
    [InlineData("--out", " ", "--out is empty")]
    [InlineData("--set", "pods", "--set pods")]
    [InlineData("--window", "61", "--window 61")]
    [InlineData("--trainer", "svm", "there is no trainer 'svm'")]
    [InlineData("--feature", "requests", "no feature 'requests'")]
    public async Task What_would_train_something_else_than_was_asked_for_is_refused(string option, string value, string reason)
    {
        await ExportAsync("data", seed: 1);
        var options = new Dictionary<string, string>
        {
            ["--data"] = Of("data"),
            ["--window"] = "60",
            ["--out"] = Of("a.json"),
            [option] = value,
        };

        var (code, _, error) = Run(["train", Name, .. options.SelectMany(o => (string[])[o.Key, o.Value])]);

        Assert.Equal((2, true), (code, error.Contains(reason, StringComparison.Ordinal)));
        Assert.False(File.Exists(Of("a.json")));
    }

    [Fact]
    public void A_topic_that_nobody_has_made_is_named_with_the_mend()
    {
        var (code, _, error) = Run("features", "export", "--set", "dns", "--out", Of("none"));

        Assert.Equal(3, code);
        Assert.Matches(@"^the topic features\.dns does not exist .*'streams topics create'", error);
    }

    [Theory]
    [InlineData("no time", "features", "export", "--from", "yesterday", "--out", "x")]
    [InlineData("is not before", "features", "export", "--from", "2026-11-29", "--to", "2026-11-28", "--out", "x")]
    [InlineData("--out is empty", "features", "export", "--out", "")]
    [InlineData("no time", "models", "history", "--at", "11/12/2026")]
    [InlineData("no time", "models", "promote", "workload/1", "--effective-from", "18:00")]
    [InlineData("--hours 1000000", "models", "drift", "workload", "--hours", "1000000")]
    public void Times_that_mean_nothing_are_refused_before_anything_is_read(string reason, params string[] arguments)
    {
        var (code, _, error) = Run(arguments);

        Assert.Equal((2, true), (code, error.Contains(reason, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("lightgbm")]
    [InlineData("logistic")]
    [InlineData("pca")]
    [InlineData("kmeans")]
    public async Task Two_processes_on_one_core_and_on_two_train_the_same_bytes(string trainer)
    {
        await ExportAsync("data", seed: 1);
        foreach (var cores in (string[])["1", "2"])
        {
            var trained = Cli.Run(
                null,
                new Dictionary<string, string> { ["DOTNET_PROCESSOR_COUNT"] = cores, ["OMP_NUM_THREADS"] = cores },
                "train",
                Name,
                "--data",
                Of("data"),
                "--window",
                "60",
                "--trainer",
                trainer,
                "--out",
                Of($"{cores}.json")
            );
            Assert.Equal((0, ""), (trained.Code, trained.Error));
        }

        Assert.Equal(await File.ReadAllBytesAsync(Of("1.json"), CancellationToken.None), await File.ReadAllBytesAsync(Of("2.json"), CancellationToken.None));
    }

    public void Dispose()
    {
        _broker.Dispose();
        _folder.Delete(recursive: true);
    }

    private static async Task UntilAsync(TopicModels follower, Predicate<IReadOnlyList<ModelTerm>> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!holds(follower.Registry.Timeline.Terms))
        {
            await Task.Delay(20, patience.Token);
        }
    }

    private async Task ExportAsync(string folder, int seed)
    {
        var (random, set) = (new Random(seed), FeatureSets.Workload);
        var (rows, labels) = (new List<KnownVector>(), new List<RowLabel>());
        for (var i = 0; i < 900; i++)
        {
            var (isAttack, start, entity) = (i % 30 == 7, new Timestamp(i * FeatureWindows.Pane), $"n{i % 3}/w{i % 7}");
            var values = Enumerable.Range(0, set.Columns.Count).Select(c => (float)(random.Next(5) + (isAttack && c < 5 ? 30 : 0))).ToArray();
            rows.Add(
                new KnownVector(
                    new FeatureVector
                    {
                        Set = set.Name,
                        SetHash = set.Hash,
                        Cluster = "",
                        Kind = set.Kind,
                        Entity = entity,
                        WindowStart = start,
                        WindowEnd = start + FeatureWindows.Pane,
                        Values = values,
                        Events = 3,
                        Late = 0,
                    },
                    start
                )
            );
            if (isAttack)
            {
                labels.Add(new RowLabel($"a{i}", "probe", "true", set.Name, "", entity, start.Format(), (start + 1).Format()));
            }
        }

        await LabelFile.WriteAsync(Of(folder), labels);
        await FeatureExport.WriteAsync(Of(folder), [set], rows, []);
    }

    private string Of(string file) => Path.Combine(_folder.FullName, file);

    private KafkaOptions Kafka() => new() { Bootstrap = _broker.BootstrapServers };

    private (int Code, string Output, string Error) Run(params string[] arguments) =>
        Cli.Run(null, new Dictionary<string, string> { ["STREAMS__KAFKA__BOOTSTRAP"] = _broker.BootstrapServers }, arguments);

    [GeneratedRegex("^workload/", RegexOptions.Multiline)]
    private static partial Regex Lines();
}
