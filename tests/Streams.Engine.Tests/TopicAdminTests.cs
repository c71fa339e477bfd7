using Streams.Engine.Hosting;
using Streams.Engine.Topics;

namespace Streams.Engine.Tests;

public sealed class TopicAdminTests(RealKafka kafka)
{
    [Fact]
    public async Task Topics_are_created_as_specified_and_differences_are_told()
    {
        using var admin = new TopicAdmin(new EngineOptions { BootstrapServers = kafka.BootstrapOrSkip(), StateDirectory = "-" });
        var topic = new TopicSpec
        {
            Name = Some.Name("topic"),
            Partitions = 3,
            CleanupPolicy = "compact,delete",
        };
        Assert.Equal([topic.Name], await admin.CreateMissingAsync([topic]));
        Assert.Empty(await admin.CreateMissingAsync([topic]));
        Assert.Empty(await admin.CompareAsync([topic]));
        var differences = await admin.CompareAsync([topic with { Partitions = 4, LogAppendTime = false }, topic with { Name = "absent" }]);
        Assert.Equal(["partitions", "message.timestamp.type", "exists"], differences.Select(d => d.Setting));
    }
}
