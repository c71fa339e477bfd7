using System.Text.Json;
using Streams.Host.WebConsole.Models;
using Streams.Models.Artefacts;
using Streams.Models.Features;
using Streams.Models.Registry;
using Streams.Schemas.Events;
using Streams.Schemas.Models;

namespace Streams.Console.Tests.Models;

public sealed class ModelJsonTests
{
    private const long Now = 1_000;

    [Fact]
    public void The_page_has_who_did_what_which_version_judges_and_both_distributions_of_each_value()
    {
        var root = Write(Histories(Artefact(threshold: 5), Artefact(threshold: 7)), windows: 400);

        Assert.Equal(["flows/1", "flows/2"], root.GetProperty("versions").EnumerateArray().Select(v => $"{v.GetProperty("name")}/{v.GetProperty("version")}"));
        Assert.Equal(
            ["register", "promote", "register", "shadow"],
            root.GetProperty("history").EnumerateArray().Select(a => a.GetProperty("action").GetString())
        );
        Assert.All(root.GetProperty("history").EnumerateArray(), a => Assert.Equal("alice", a.GetProperty("by").GetString()));
        var live = root.GetProperty("live").EnumerateArray().ToArray();
        Assert.Equal([false, true], live.Select(l => l.GetProperty("shadow").GetBoolean()));
        Assert.Equal([400, 400], live.Select(l => l.GetProperty("windows").GetInt32()));
        foreach (var value in live.SelectMany(l => l.GetProperty("values").EnumerateArray()))
        {
            Assert.Equal(value.GetProperty("training").GetArrayLength(), value.GetProperty("live").GetArrayLength());
            Assert.Equal(value.GetProperty("edges").GetArrayLength() + 1, value.GetProperty("live").GetArrayLength());
            Assert.True(value.GetProperty("judged").GetBoolean());
        }
    }

    [Fact]
    public void A_damaged_version_is_named_with_its_reason_and_the_page_stands()
    {
        var root = Write(Histories([1, 2, 3]), windows: 0);

        Assert.StartsWith("flows/1: ", Assert.Single(root.GetProperty("refusals").EnumerateArray()).GetString(), StringComparison.Ordinal);
        Assert.Equal(0, root.GetProperty("live").GetArrayLength());
    }

    /// <summary>The first version judges, those after it are watched.</summary>
    private static ModelHistory Histories(params byte[][] artefacts)
    {
        var history = new ModelHistory();
        for (var i = 0; i < artefacts.Length; i++)
        {
            var hash = ArtefactCodec.HashOf(artefacts[i]);
            history.Add(new RegisteredModel("flows", i + 1, hash, artefacts[i], ""));
            history.Add(new ModelAction(ModelActionKind.Register, "flows", i + 1, hash, new Timestamp(0), "alice", ""), new Timestamp(1));
            history.Add(
                new ModelAction(i == 0 ? ModelActionKind.Promote : ModelActionKind.Shadow, "flows", i + 1, hash, new Timestamp(2), "alice", "try"),
                new Timestamp(2)
            );
        }

        return history;
    }

    private static JsonElement Write(ModelHistory history, int windows)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            ModelJson.Write(json, history, new Timestamp(Now), model =>
                [.. Enumerable.Range(0, windows).Select(i => Enumerable.Repeat((float)(i % 10), model.Set.Columns.Count).ToArray())]
            );
        }

        using var document = JsonDocument.Parse(stream.ToArray());
        return document.RootElement.Clone();
    }

    private static byte[] Artefact(double threshold) =>
        ArtefactCodec.Write(
            new ModelArtefact
            {
                Form = ModelArtefact.CurrentForm,
                Name = "flows",
                Set = FeatureSets.Workload.Name,
                SetHash = FeatureSets.Workload.Hash,
                WindowSeconds = 60,
                Features = ["flows"],
                Threshold = threshold,
                Trainer = new TrainerSettings { Name = "logistic", Seed = 1 },
                Data = new TrainingData("", 0, 0, 0),
                Histograms =
                [
                    Histogram.Over("flows", Enumerable.Range(0, 400).Select(i => (double)(i % 10))),
                    Histogram.Over(ModelArtefact.ScoreHistogram, [0, 0.5, 1]),
                ],
                Linear = new LinearParameters([0.5f], -5, -1, 0),
            }
        );
}
