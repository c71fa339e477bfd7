using Streams.Schemas.Entities;
using Streams.Topologies.Entities;

namespace Streams.Topologies.Tests.Entities;

/// <summary>Whoever may write lines makes up pods, names and addresses without end: what the table keeps is bounded in bytes, and what the API server vouches for stays.</summary>
public sealed class EntityFloodTests
{
    private const long Room = 4 << 20;

    [Fact]
    public void Made_up_pods_push_out_made_up_pods_and_never_one_that_is_vouched_for()
    {
        var table = new EntityTable([], new EntityTableOptions { MaxEntityBytes = Room });
        var real = Real("web", "10.0.0.1");
        table.Learn(real);
        table.Learn(Real("shown", "10.0.0.2") with { Rank = FactRank.Shipped, PodUid = null });
        table.Learn(Real("shown", "10.0.0.2") with { Rank = FactRank.Shipped, PodUid = null, ValidFrom = Some.At(120) });

        var most = 0L;
        for (var i = 0; i < 20_000; i++)
        {
            table.Learn(MadeUp($"{new string('x', 2_000)}-{i}", $"172.16.{i / 250}.{i % 250}", 200 + (i / 1_000.0)));
            most = Math.Max(most, table.Bytes);
        }

        Assert.InRange(most, Room / 2, Room);
        Assert.InRange(table.Evicted, 1_000, 20_000);
        Assert.Equal("web", table.Find("10.0.0.1", Some.At(300))?.Name);
        Assert.Equal("shown", table.Find("10.0.0.2", Some.At(300))?.Name); // heard of for longer than those that come once
        Assert.Null(table.Find("172.16.0.0", Some.At(300)));
    }

    [Fact]
    public void Facts_of_pods_that_had_to_go_are_taken_out_of_the_topic()
    {
        var table = new EntityTable([], new EntityTableOptions { MaxEntityBytes = Room });
        var first = MadeUp("p-0", "172.16.0.0", 0).Bounded();
        table.Learn(first);
        for (var i = 1; i < 5_000; i++)
        {
            table.Learn(MadeUp($"p-{i}", $"172.16.{i / 250}.{i % 250}", i));
        }

        var forgotten = new List<string>();
        for (var keys = table.ForgetOne(); keys.Count > 0; keys = table.ForgetOne())
        {
            forgotten.AddRange(keys);
        }

        Assert.Contains(first.Key, forgotten);
        Assert.Equal(table.Evicted, forgotten.Count);
    }

    [Fact]
    public void Pods_that_were_made_and_ended_go_before_one_that_lives()
    {
        var table = new EntityTable([], new EntityTableOptions { MaxEntityBytes = Room });
        table.Learn(Real("web", "10.0.0.1"));
        for (var i = 0; i < 5_000; i++)
        {
            var churn = Real($"churn-{i}", $"10.1.{i / 250}.{i % 250}") with { ValidFrom = Some.At(100 + i) };
            table.Learn(churn);
            table.Learn(churn with { ValidFrom = Some.At(100.5 + i), Ended = true, Ips = [] });
        }

        Assert.InRange(table.Bytes, 0, Room);
        Assert.Equal("web", table.Find("10.0.0.1", Some.At(10_000))?.Name);
    }

    [Fact]
    public void Aliases_that_lines_add_to_a_real_pod_are_bounded_and_push_out_none_that_is_vouched_for()
    {
        var table = new EntityTable([], new EntityTableOptions { MaxEntityBytes = Room });
        table.Learn(Real("web", "10.0.0.1"));
        for (var i = 0; i < 10_000; i++)
        {
            table.Learn(MadeUp("web", $"172.16.{i / 250}.{i % 250}", 100 + i) with { PodUid = "u-web", ContainerIds = [$"{i:x32}"] });
        }

        Assert.InRange(table.Bytes, 0, Room / 4);
        Assert.Equal(0, table.Evicted);
        Assert.Equal("web", table.Find("10.0.0.1", Some.At(20_000))?.Name);
        Assert.Contains("10.0.0.1", table.FindPod("shop", "web", Some.At(20_000))!.Ips); // found above
    }

    private static EntityFact Real(string pod, string ip) =>
        new()
        {
            Namespace = "shop",
            Pod = pod,
            PodUid = $"u-{pod}",
            Node = "node-1",
            ValidFrom = Some.At(0),
            Ips = [ip],
            Rank = FactRank.Reported,
        };

    private static EntityFact MadeUp(string pod, string ip, double at) =>
        new EntityFact
        {
            Namespace = "shop",
            Pod = pod,
            ValidFrom = Some.At(at),
            Ips = [ip],
            Rank = FactRank.Shipped,
        }.Bounded();
}
