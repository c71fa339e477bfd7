using Streams.Schemas.Avro;
using Streams.Schemas.Events;
using Streams.Schemas.Labels;
using Streams.Schemas.Models;

namespace Streams.Schemas.Tests.Models;

public sealed class ModelRecordTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void A_score_is_read_as_it_was_written(int contributions)
    {
        var score = new ModelScore
        {
            Model = "workload/3/0123456789ab",
            IsShadow = true,
            Set = "workload",
            SetHash = "aa",
            Cluster = "east",
            Entity = "shop/web",
            WindowStart = new Timestamp(60),
            WindowEnd = new Timestamp(120),
            Score = 0.75,
            Threshold = 0.5,
            Contributions = [.. Enumerable.Range(0, contributions).Select(i => new ScoreContribution($"f{i}", i, i / 2.0, -i))],
        };

        var read = ModelScoreCodec.Decode(ModelScoreCodec.Encode(score, new AvroWriter()));

        Assert.Equal(score.Contributions, read!.Contributions); // it was just written
        Assert.Equal(score with { Contributions = [] }, read with { Contributions = score.Contributions.Take(0).ToArray() });
    }

    [Fact]
    public void A_label_is_read_as_it_was_written()
    {
        foreach (var name in AlertVerdicts.Names)
        {
            Assert.True(AlertVerdicts.TryParse(name, out var verdict));
            var label = new Label("a1", "r1", verdict, "ann", "because", new Timestamp(5), new Timestamp(9)) { Entities = ["alice", "shop/cart"] };
            var read = LabelCodec.Decode(LabelCodec.Encode(label))!; // it was just written
            Assert.Equal(label.Entities, read.Entities);
            Assert.Equal(label, read with { Entities = label.Entities });
            Assert.Equal(name, verdict.Name());
        }

        Assert.False(AlertVerdicts.TryParse("maybe", out _));
    }

    [Fact]
    public void What_is_none_of_them_is_null()
    {
        var label = LabelCodec.Encode(new Label("a1", "r1", AlertVerdict.True, "ann", "", new Timestamp(5), new Timestamp(9)));

        Assert.Null(ModelScoreCodec.Decode(label));
        Assert.Null(RegisteredModelCodec.Decode(label));
        for (var length = 0; length < label.Length; length++)
        {
            Assert.Null(LabelCodec.Decode(label.AsSpan(0, length)));
        }
    }
}
