using System.Text;
using CsCheck;
using Streams.Models.Artefacts;
using Streams.Models.Features;
using Streams.Models.Tests.Support;
using Streams.Models.Training.Windows;
using Streams.Models.Vectors;

namespace Streams.Models.Tests.Artefacts;

public sealed class ArtefactCodecTests
{
    private static readonly Lazy<ModelArtefact> Artefact = new(() =>
        WindowModelTrainer.Train(
            "m",
            SomeWindows.Table(),
            new TrainerSettings
            {
                Name = "lightgbm",
                Seed = 7,
                Trees = 5,
            }
        )
    );

    [Fact]
    public void What_is_read_is_what_was_written()
    {
        var bytes = ArtefactCodec.Write(Artefact.Value);

        Assert.Equal(bytes, ArtefactCodec.Write(ArtefactCodec.Read(bytes)));
        Assert.Equal(ArtefactCodec.HashOf(bytes), WindowModel.Read(bytes).Hash);
    }

    [Fact]
    public void Another_spelling_of_the_same_model_is_refused()
    {
        var text = Encoding.UTF8.GetString(ArtefactCodec.Write(Artefact.Value));

        foreach (
            var other in (string[])
                [
                    text.Replace("\n", "\r\n", StringComparison.Ordinal),
                    text + " ",
                    text.Replace("\"seed\": 7", "\"seed\": 7, \"seed\": 7", StringComparison.Ordinal),
                    text.Replace("\"form\": 1", "\"form\": 1.0", StringComparison.Ordinal),
                ]
        )
        {
            Assert.Throws<FormatException>(() => WindowModel.Read(Encoding.UTF8.GetBytes(other)));
        }
    }

    [Fact]
    public void A_model_of_another_set_is_refused_by_both_hashes()
    {
        var refused = Assert.Throws<FormatException>(() => WindowModel.Of(Artefact.Value with { SetHash = "0123456789abcdef" }));

        Assert.Contains("0123456789abcdef", refused.Message, StringComparison.Ordinal);
        Assert.Contains(FeatureSets.Workload.Hash, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_too_large_is_refused_unread()
    {
        Assert.Contains(
            "bytes",
            Assert.Throws<FormatException>(() => WindowModel.Read(new byte[ModelArtefact.MaxBytes + 1])).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Trees_that_lead_nowhere_or_in_circles_are_refused()
    {
        var trees = Artefact.Value.Trees!; // trained above
        var tree = trees.All[0];
        Tree[] broken =
        [
            tree with
            {
                Left = [.. tree.Left.Select(_ => 0)],
            },
            tree with
            {
                Right = [.. tree.Right.Select(_ => ~1000)],
            },
            tree with
            {
                Features = [.. tree.Features.Select(_ => 99)],
            },
            tree with
            {
                Leaves = [.. tree.Leaves.Skip(1)],
            },
            tree with
            {
                Thresholds = [],
            },
        ];

        Assert.All(broken, b => Assert.Throws<FormatException>(() => WindowModel.Of(Artefact.Value with { Trees = trees with { All = [b] } })));
        Assert.Throws<FormatException>(() => WindowModel.Of(Artefact.Value with { Trees = trees with { All = [] } }));
        Assert.Throws<FormatException>(() => WindowModel.Of(Artefact.Value with { Trees = null }));
        Assert.Throws<FormatException>(() => WindowModel.Of(Artefact.Value with { Linear = new LinearParameters([], 0, 0, 0) }));
    }

    [Fact]
    public void Damaged_bytes_are_refused_and_end_nothing()
    {
        var bytes = ArtefactCodec.Write(Artefact.Value);
        Gen.Select(Gen.Int[0, bytes.Length - 1], Gen.Byte, Gen.Int[0, 200])
            .Sample(
                (at, with, cut) =>
                {
                    var damaged = bytes.ToArray();
                    damaged[at] = with;
                    damaged = damaged[..^cut];
                    try
                    {
                        // A byte may make another number of it, which is a model too, of another hash.
                        Assert.True(double.IsFinite(WindowModel.Read(damaged).Score(new float[FeatureSets.Workload.Columns.Count])));
                    }
                    catch (FormatException e)
                    {
                        Assert.NotEmpty(e.Message);
                    }
                },
                iter: 300
            );
    }
}
