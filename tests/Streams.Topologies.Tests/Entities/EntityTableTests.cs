using Streams.Schemas.Entities;
using Streams.Topologies.Entities;

namespace Streams.Topologies.Tests.Entities;

public sealed class EntityTableTests
{
    [Fact]
    public void Forget_one_of_a_pod_that_ended_long_ago_gives_the_keys_of_its_facts_and_its_address_means_nothing()
    {
        var table = new EntityTable(["audit-0"]);
        var begun = new EntityFact
        {
            Namespace = "shop",
            Pod = "web",
            PodUid = "u",
            ValidFrom = Some.At(0),
            Ips = ["10.0.0.9"],
        };
        var ended = begun with { ValidFrom = Some.At(60), Ended = true };
        table.Learn(begun);
        table.Learn(ended);
        table.Report("audit-0", Some.At(86_000));
        Assert.Empty(table.ForgetOne());
        Assert.NotNull(table.Find("10.0.0.9", Some.At(30)));

        table.Report("audit-0", Some.At(90_000));
        Assert.Equal([begun.Key, ended.Key], table.ForgetOne().Order(StringComparer.Ordinal));
        Assert.Empty(table.ForgetOne());
        Assert.Null(table.Find("10.0.0.9", Some.At(30)));
        Assert.Null(table.FindToken("u", "web"));
    }

    [Fact]
    public void Forget_one_before_every_source_was_read_forgets_nothing()
    {
        var table = new EntityTable(["audit-0", "container-0"]);
        table.Learn(Fact("web-1", "u1", 100));
        table.Learn(Fact("web-1", "u1", 200) with { Ended = true });
        table.Report("audit-0", Some.At(300));

        Assert.Empty(table.ForgetOne());
        Assert.NotNull(table.Find("10.0.0.9", Some.At(150)));
    }

    [Fact]
    public void Forget_one_while_a_partition_is_behind_that_may_ask_for_it_forgets_nothing()
    {
        var table = new EntityTable(["audit-0"], askers: ["audit-0", "kernel-0"]);
        table.Learn(Fact("web-1", "u1", 100));
        table.Learn(Fact("web-1", "u1", 200) with { Ended = true });
        table.Report("audit-0", Some.At(200_000));
        table.Asks("audit-0", Some.At(200_000));
        Assert.Empty(table.ForgetOne());

        table.Asks("kernel-0", Some.At(150));
        Assert.Empty(table.ForgetOne());
        Assert.NotNull(table.Find("10.0.0.9", Some.At(150)));

        table.Asks("kernel-0", Some.At(190_000));
        Assert.NotEmpty(table.ForgetOne());
    }

    [Fact]
    public void Find_address_used_again_means_the_later_pod_from_its_first_fact_on()
    {
        var table = new EntityTable([]);
        table.Learn(Fact("web-1", "u1", 100));
        table.Learn(Fact("web-2", "u2", 200));

        Assert.Equal("web-1", table.Find("10.0.0.9", Some.At(199))?.Name);
        Assert.Equal("web-2", table.Find("10.0.0.9", Some.At(200))?.Name);
    }

    [Theory]
    [InlineData(FactRank.Decided, FactRank.Named, "web-1")]
    [InlineData(FactRank.Reported, FactRank.Shipped, "web-1")]
    [InlineData(FactRank.Shipped, FactRank.Reported, "web-2")]
    [InlineData(FactRank.Reported, FactRank.Reported, "web-2")] // a missed end: the network gives an address to one pod at a time
    public void Find_address_claimed_by_two_means_the_one_of_the_higher_rank(FactRank first, FactRank second, string expected)
    {
        var table = new EntityTable([]);
        table.Learn(Fact("web-1", "u1", 100) with { Rank = first });
        table.Learn(Fact("web-2", "u2", 150) with { Rank = second }, out var conflict);

        Assert.Equal(expected, table.Find("10.0.0.9", Some.At(300))?.Name);
        Assert.Equal(first >= FactRank.Decided && second >= FactRank.Decided ? "web-1" : null, conflict?.Holder.Name);
    }

    [Theory]
    [InlineData(FactRank.Reported, FactRank.Reported)]
    [InlineData(FactRank.Decided, FactRank.Shipped)]
    public void Find_container_claimed_by_two_stays_with_the_first(FactRank first, FactRank second)
    {
        var table = new EntityTable([]);
        table.Learn(Fact("web-1", "u1", 100) with { Ips = [], ContainerIds = ["0123456789abcdef"], Rank = first });
        table.Learn(Fact("web-2", "u2", 150) with { Ips = [], ContainerIds = ["0123456789abcdef"], Rank = second }, out var conflict);

        Assert.Equal("web-1", table.Find("0123456789ab", Some.At(300))?.Name);
        Assert.Equal(second >= FactRank.Decided ? AliasKind.Container : null, conflict?.Kind);
    }

    [Fact]
    public void Find_holder_was_to_end_the_lower_rank_stands_after_that_and_is_no_conflict()
    {
        var table = new EntityTable([]);
        table.Learn(Fact("web-1", "u1", 100) with { Rank = FactRank.Reported });
        table.Learn(Fact("web-1", "u1", 110) with { Rank = FactRank.Named, Ips = [], EndExpected = Some.At(140) });
        table.Learn(Fact("web-2", "u2", 200) with { Rank = FactRank.Shipped }, out var conflict);

        Assert.Equal("web-1", table.Find("10.0.0.9", Some.At(199))?.Name);
        Assert.Equal("web-2", table.Find("10.0.0.9", Some.At(200))?.Name);
        Assert.Null(conflict);
    }

    [Fact]
    public void Find_pod_that_was_to_end_still_means_it_until_its_end()
    {
        var table = new EntityTable([]);
        table.Learn(Fact("web-1", "u1", 100) with { EndExpected = Some.At(140) });

        Assert.Equal("web-1", table.Find("10.0.0.9", Some.At(4_000))?.Name);
    }

    [Fact]
    public void Forget_one_of_a_pod_that_was_to_end_and_lives_on_forgets_nothing()
    {
        var table = new EntityTable(["audit-0"]);
        table.Learn(Fact("web-1", "u1", 0) with { EndExpected = Some.At(30) });
        table.Find("10.0.0.9", Some.At(80_000));
        table.Report("audit-0", Some.At(90_000));
        Assert.Empty(table.ForgetOne());
        Assert.NotNull(table.Find("10.0.0.9", Some.At(90_000)));

        table.Report("audit-0", Some.At(200_000));
        Assert.NotEmpty(table.ForgetOne());
    }

    [Fact]
    public void Learn_a_uid_that_means_another_pod_stays_with_that_pod()
    {
        var table = new EntityTable([]);
        table.Learn(Fact("web-1", "u1", 100) with { Rank = FactRank.Decided });
        for (var at = 0; at < 10; at++)
        {
            table.Learn(Fact("decoy", "u1", 200 + at) with { Rank = FactRank.Decided, Ips = [] });
        }

        Assert.Equal("web-1", table.FindToken("u1", "web-1")?.Name);
        Assert.Null(table.FindToken("u1", "decoy"));
    }

    [Fact]
    public void Learn_lower_rank_overwrites_nothing()
    {
        var table = new EntityTable([]);
        var fact = Fact("web-1", "u1", 100) with { Rank = FactRank.Reported, Node = "node-1", Owner = "web", ContainerIds = ["0123456789abcdef"] };
        table.Learn(fact);
        table.Learn(
            fact with
            {
                PodUid = null,
                ValidFrom = Some.At(50),
                Rank = FactRank.Shipped,
                Node = "node-2",
                Owner = "other",
                ContainerIds = ["fedcba9876543210"],
            }
        );

        var pod = table.FindPod("shop", "web-1", Some.At(150))!;
        Assert.Equal(
            ("node-1", "shop/web", "0123456789abcdef", "u1"),
            (pod.NodeAt(Some.At(150)), pod.WorkloadAt(Some.At(150)), pod.ContainerIdAt(Some.At(150)), pod.Uid)
        );
    }

    [Fact]
    public void Learn_a_name_made_over_and_over_keeps_its_look_up_cheap()
    {
        var table = new EntityTable([]);
        for (var i = 0; i < 20_000; i++)
        {
            table.Learn(Fact("web", $"u{i}", i) with { Rank = FactRank.Decided });
        }

        Assert.Equal("u19999", table.Find("10.0.0.9", Some.At(20_001))?.Uid);
    }

    [Fact]
    public void Find_facts_in_any_order_give_the_same()
    {
        var table = new EntityTable([]);
        table.Learn(Fact("web-2", "u2", 200));
        table.Learn(Fact("web-1", "u1", 100));

        Assert.Equal("web-1", table.Find("10.0.0.9", Some.At(150))?.Name);
        Assert.Equal("web-2", table.Find("10.0.0.9", Some.At(250))?.Name);
    }

    [Fact]
    public void Find_shortly_before_the_first_fact_is_that_pod()
    {
        var table = new EntityTable([]);
        table.Learn(Fact("web-1", "u1", 100));

        Assert.NotNull(table.Find("10.0.0.9", Some.At(50)));
        Assert.Null(table.Find("10.0.0.9", Some.At(30)));
    }

    [Fact]
    public void Find_long_after_the_pod_ended_is_nobody()
    {
        var table = new EntityTable([]);
        table.Learn(Fact("web-1", "u1", 100));
        table.Learn(Fact("web-1", "u1", 200) with { Ended = true });

        Assert.NotNull(table.Find("10.0.0.9", Some.At(250)));
        Assert.Null(table.Find("10.0.0.9", Some.At(261)));
    }

    [Fact]
    public void Learn_same_name_another_uid_is_another_pod()
    {
        var table = new EntityTable([]);
        table.Learn(Fact("job-1", "u1", 100));
        table.Learn(Fact("job-1", "u2", 500));

        Assert.Equal("u1", table.Find("10.0.0.9", Some.At(400))?.Uid);
        Assert.Equal("u2", table.Find("10.0.0.9", Some.At(600))?.Uid);
    }

    [Fact]
    public void Learn_nothing_new_says_so()
    {
        var table = new EntityTable([]);

        Assert.True(table.Learn(Fact("web-1", "u1", 100)));
        Assert.False(table.Learn(Fact("web-1", "u1", 150)));
    }

    [Fact]
    public void Find_by_interface_and_container()
    {
        var table = new EntityTable([]);
        table.Learn(Fact("web-1", "u1", 100) with { ContainerIds = ["0123456789abcdef0123"] });

        Assert.Equal("web-1", table.Find("0123456789ab", Some.At(100))?.Name);
        Assert.Equal("web-1", table.Find(Streams.Schemas.Kernel.VethName.Of("shop", "web-1"), Some.At(100))?.Name);
    }

    private static EntityFact Fact(string pod, string uid, double at) =>
        new()
        {
            ValidFrom = Some.At(at),
            Namespace = "shop",
            Pod = pod,
            PodUid = uid,
            Ips = ["10.0.0.9"],
        };
}
