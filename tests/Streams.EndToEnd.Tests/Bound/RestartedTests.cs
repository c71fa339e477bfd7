using Streams.Connectors.Files.Recordings;
using Streams.EndToEnd.Tests.Support;

namespace Streams.EndToEnd.Tests.Bound;

/// <summary>What a task keeps is all that it knows: in the middle of attacks restarted, or divided among other partitions, the stages find what they would have found.</summary>
public sealed class RestartedTests
{
    [Theory]
    [InlineData(5_000)]
    [InlineData(997)]
    public void Restarted_in_the_middle_of_attacks_the_alerts_are_those_of_replay(int every)
    {
        var lines = Recordings.Lines("S0", "S1");
        var pipeline = new BoundPipeline(observations: 2, signals: 2);
        foreach (var part in lines.Chunk(every))
        {
            pipeline.Process(part);
            pipeline.Restart();
        }

        Check(lines, pipeline);
    }

    [Fact]
    public void Divided_among_other_partitions_in_the_middle_of_attacks_the_alerts_are_those_of_replay()
    {
        var lines = Recordings.Lines("S0", "S1");
        (int Observations, int Signals)[] partitions = [(5, 2), (2, 5), (1, 1), (3, 4)];
        var pipeline = new BoundPipeline(observations: 2, signals: 2);
        foreach (var (part, (observations, signals)) in lines.Chunk(lines.Count / 9).Zip(Enumerable.Repeat(partitions, 4).SelectMany(p => p)))
        {
            pipeline.Process(part);
            pipeline.Divide(observations, signals);
        }

        Check(lines, pipeline);
    }

    private static void Check(List<RecordedLine> lines, BoundPipeline pipeline)
    {
        pipeline.Complete();
        SameAlerts.Check(FinalAlerts.Replay(lines), pipeline.Alerts);
        Assert.Distinct(pipeline.Opened);
    }
}
