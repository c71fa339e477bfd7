using Streams.Models.Artefacts;
using Streams.Models.Registry;
using Streams.Models.Tests.Support;
using Streams.Models.Training.Windows;
using Streams.Schemas.Events;
using Streams.Schemas.Models;

namespace Streams.Models.Tests.Registry;

public sealed class ModelHistoryTests
{
    private static readonly byte[] First = ArtefactCodec.Write(
        WindowModelTrainer.Train(
            "m",
            SomeWindows.Table(),
            new TrainerSettings
            {
                Name = "pca",
                Seed = 1,
                Rank = 2,
            }
        )
    );
    private static readonly byte[] Second = ArtefactCodec.Write(
        WindowModelTrainer.Train(
            "m",
            SomeWindows.Table(),
            new TrainerSettings
            {
                Name = "pca",
                Seed = 1,
                Rank = 3,
            }
        )
    );

    [Fact]
    public void A_window_is_scored_by_the_version_in_force_at_its_end()
    {
        var history = With(First, Second);
        history.Add(Action(ModelActionKind.Promote, 1, First, new Timestamp(100)), new Timestamp(90));
        history.Add(Action(ModelActionKind.Promote, 2, Second, new Timestamp(200)), new Timestamp(150));

        var timeline = history.Load(new Timestamp(0));

        Assert.Null(timeline.At("m", new Timestamp(99)));
        Assert.Equal([1, 1, 2], ((long[])[100, 199, 200]).Select(t => timeline.At("m", new Timestamp(t))?.Version));
    }

    [Fact]
    public void Nothing_judges_before_it_was_known()
    {
        var history = With(First);
        history.Add(Action(ModelActionKind.Promote, 1, First, new Timestamp(100)), new Timestamp(300));

        Assert.Null(history.Load(new Timestamp(0)).At("m", new Timestamp(299)));
        Assert.NotNull(history.Load(new Timestamp(0)).At("m", new Timestamp(300)));
    }

    [Fact]
    public void A_roll_back_puts_the_former_version_into_force_again()
    {
        var history = With(First, Second);
        history.Add(Action(ModelActionKind.Promote, 1, First, new Timestamp(100)), new Timestamp(100));
        history.Add(Action(ModelActionKind.Promote, 2, Second, new Timestamp(200)), new Timestamp(200));
        history.Add(Action(ModelActionKind.Rollback, 1, First, new Timestamp(300)), new Timestamp(300));

        Assert.Equal([1, 2, 1], ((long[])[150, 250, 350]).Select(t => history.Load(new Timestamp(0)).At("m", new Timestamp(t))?.Version));
        Assert.Equal([1], history.Load(new Timestamp(300)).Terms.Select(t => t.Version));
    }

    /// <summary>p promotes, r rolls back to, w withdraws; what a roll-back would have judge then.</summary>
    [Theory]
    [InlineData("p1", 0)]
    [InlineData("p1 p2", 1)]
    [InlineData("p1 p2 p1", 2)]
    [InlineData("p1 p2 p3 r2", 1)]
    [InlineData("p1 p2 p3 r2 r1", 0)]
    [InlineData("p1 p2 r1 p3", 1)]
    [InlineData("p1 p2 w2", 1)]
    [InlineData("p1 p2 w1", 0)]
    [InlineData("p1 p2 p3 w2", 1)]
    [InlineData("p1 w1", 0)]
    public void A_second_roll_back_goes_further_back_and_not_to_what_was_taken_back(string actions, int former)
    {
        var history = With(First, First, First);
        foreach (var action in actions.Split(' '))
        {
            var kind = action[0] switch
            {
                'p' => ModelActionKind.Promote,
                'r' => ModelActionKind.Rollback,
                _ => ModelActionKind.Withdraw,
            };
            history.Add(Action(kind, action[1] - '0', First, new Timestamp(100)), new Timestamp(90));
        }

        Assert.Equal(former, history.Former("m")?.Version ?? 0);
    }

    [Fact]
    public void A_shadow_judges_nothing_and_ends_when_it_is_promoted()
    {
        var history = With(First, Second);
        history.Add(Action(ModelActionKind.Promote, 1, First, new Timestamp(100)), new Timestamp(100));
        history.Add(Action(ModelActionKind.Shadow, 2, Second, new Timestamp(150)), new Timestamp(150));

        Assert.Equal(1, history.Load(new Timestamp(0)).At("m", new Timestamp(160))?.Version);
        Assert.Contains(history.Load(new Timestamp(0)).Terms, t => t is { IsShadow: true, Version: 2, From.Nanoseconds: 150, Until.IsNever: true });

        history.Add(Action(ModelActionKind.Promote, 2, Second, new Timestamp(200)), new Timestamp(190));
        Assert.Contains(history.Load(new Timestamp(0)).Terms, t => t is { IsShadow: true, Version: 2, Until.Nanoseconds: 200 });
        Assert.Equal(2, history.Load(new Timestamp(0)).At("m", new Timestamp(200))?.Version);
    }

    [Fact]
    public void What_is_withdrawn_neither_judges_nor_is_watched()
    {
        var history = With(First, Second);
        history.Add(Action(ModelActionKind.Promote, 1, First, new Timestamp(100)), new Timestamp(100));
        history.Add(Action(ModelActionKind.Shadow, 2, Second, new Timestamp(100)), new Timestamp(100));
        history.Add(Action(ModelActionKind.Withdraw, 1, First, new Timestamp(200)), new Timestamp(200));
        history.Add(Action(ModelActionKind.Withdraw, 2, Second, new Timestamp(200)), new Timestamp(200));

        Assert.Null(history.Load(new Timestamp(0)).At("m", new Timestamp(200)));
        Assert.Empty(history.Load(new Timestamp(200)).Terms);
    }

    [Fact]
    public void A_version_that_cannot_be_used_is_refused_and_the_one_before_goes_on()
    {
        byte[][] unusable =
        [
            [.. Second[..^9]],
            new byte[ModelArtefact.MaxBytes + 1],
            ArtefactCodec.Write(ArtefactCodec.Read(Second) with { SetHash = "0000000000000000" }),
            [],
        ];
        foreach (var bytes in unusable)
        {
            var history = With(First, bytes);
            history.Add(Action(ModelActionKind.Promote, 1, First, new Timestamp(100)), new Timestamp(100));
            history.Add(Action(ModelActionKind.Promote, 2, bytes, new Timestamp(200)), new Timestamp(200));

            var timeline = history.Load(new Timestamp(0));

            Assert.Equal(1, timeline.At("m", new Timestamp(250))?.Version);
            Assert.StartsWith("m/2: ", Assert.Single(timeline.Refusals), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_version_that_cannot_be_used_takes_nothing_from_one_of_the_same_time()
    {
        var history = With(First, [1]);
        history.Add(Action(ModelActionKind.Promote, 1, First, new Timestamp(100)), new Timestamp(100));
        history.Add(Action(ModelActionKind.Promote, 2, [1], new Timestamp(100)), new Timestamp(100));

        Assert.Equal((1, Timestamp.Never), history.Load(new Timestamp(0)).Terms.Select(t => (t.Version, t.Until)).Single());
    }

    [Fact]
    public void A_version_that_is_promoted_before_it_is_read_judges_when_it_has_come()
    {
        var history = new ModelHistory();
        history.Add(Action(ModelActionKind.Promote, 1, First, new Timestamp(100)), new Timestamp(100));
        Assert.Contains("not in the topic", Assert.Single(history.Load(new Timestamp(0)).Refusals), StringComparison.Ordinal);

        history.Add(new RegisteredModel("m", 1, ArtefactCodec.HashOf(First), First, ""));
        Assert.Equal(1, history.Load(new Timestamp(0)).At("m", new Timestamp(100))?.Version);
    }

    [Fact]
    public void An_artefact_that_is_not_the_one_that_was_promoted_is_refused()
    {
        var history = With(Second);
        history.Add(Action(ModelActionKind.Promote, 1, First, new Timestamp(100)), new Timestamp(100));

        Assert.Empty(history.Load(new Timestamp(0)).Terms);
        Assert.Contains("another artefact", Assert.Single(history.Load(new Timestamp(0)).Refusals), StringComparison.Ordinal);
    }

    [Fact]
    public void Records_are_read_as_they_were_written()
    {
        var model = new RegisteredModel("m", 3, ArtefactCodec.HashOf(First), First, "{}");
        var read = RegisteredModelCodec.Decode(RegisteredModelCodec.Encode(model));
        var action = Action(ModelActionKind.Withdraw, 3, First, new Timestamp(77));

        Assert.Equal(model with { Artefact = [] }, read! with { Artefact = [] }); // it was just written
        Assert.Equal(model.Artefact, read.Artefact);
        Assert.Equal(action, ModelActionCodec.Decode(ModelActionCodec.Encode(action)));
        Assert.Null(RegisteredModelCodec.Decode(ModelActionCodec.Encode(action)));
        Assert.Null(ModelActionCodec.Decode([]));
    }

    private static ModelHistory With(params byte[][] versions)
    {
        var history = new ModelHistory();
        for (var i = 0; i < versions.Length; i++)
        {
            history.Add(new RegisteredModel("m", i + 1, ArtefactCodec.HashOf(versions[i]), versions[i], ""));
        }

        return history;
    }

    private static ModelAction Action(ModelActionKind kind, int version, byte[] artefact, Timestamp from) =>
        new(kind, "m", version, ArtefactCodec.HashOf(artefact), from, "ann", "because");
}
