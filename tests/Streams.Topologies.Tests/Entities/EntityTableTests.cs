using Streams.Schemas.Entities;
using Streams.Topologies.Entities;

namespace Streams.Topologies.Tests.Entities;

public sealed class EntityTableTests
{
    [Fact]
    public void ForgetOne_OfAPodThatEndedLongAgo_GivesTheKeysOfItsFacts_AndItsAddressMeansNothing()
    {
        var table = new EntityTable(["audit-0"]);
        var begun = new EntityFact { Namespace = "shop", Pod = "web", PodUid = "u", ValidFrom = Some.At(0), Ips = ["10.0.0.9"] };
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
    public void Find_AddressUsedAgain_MeansTheLaterPodFromItsFirstFactOn()
    {
        var table = new EntityTable([]);
        table.Learn(Fact("web-1", "u1", 100));
        table.Learn(Fact("web-2", "u2", 200));

        Assert.Equal("web-1", table.Find("10.0.0.9", Some.At(199))?.Name);
        Assert.Equal("web-2", table.Find("10.0.0.9", Some.At(200))?.Name);
    }

    [Fact]
    public void Find_FactsInAnyOrder_GiveTheSame()
    {
        var table = new EntityTable([]);
        table.Learn(Fact("web-2", "u2", 200));
        table.Learn(Fact("web-1", "u1", 100));

        Assert.Equal("web-1", table.Find("10.0.0.9", Some.At(150))?.Name);
        Assert.Equal("web-2", table.Find("10.0.0.9", Some.At(250))?.Name);
    }

    [Fact]
    public void Find_ShortlyBeforeTheFirstFact_IsThatPod()
    {
        var table = new EntityTable([]);
        table.Learn(Fact("web-1", "u1", 100));

        Assert.NotNull(table.Find("10.0.0.9", Some.At(50)));
        Assert.Null(table.Find("10.0.0.9", Some.At(30)));
    }

    [Fact]
    public void Find_LongAfterThePodEnded_IsNobody()
    {
        var table = new EntityTable([]);
        table.Learn(Fact("web-1", "u1", 100));
        table.Learn(Fact("web-1", "u1", 200) with { Ended = true });

        Assert.NotNull(table.Find("10.0.0.9", Some.At(250)));
        Assert.Null(table.Find("10.0.0.9", Some.At(261)));
    }

    [Fact]
    public void Learn_SameNameAnotherUid_IsAnotherPod()
    {
        var table = new EntityTable([]);
        table.Learn(Fact("job-1", "u1", 100));
        table.Learn(Fact("job-1", "u2", 500));

        Assert.Equal("u1", table.Find("10.0.0.9", Some.At(400))?.Uid);
        Assert.Equal("u2", table.Find("10.0.0.9", Some.At(600))?.Uid);
    }

    [Fact]
    public void Learn_NothingNew_SaysSo()
    {
        var table = new EntityTable([]);

        Assert.True(table.Learn(Fact("web-1", "u1", 100)));
        Assert.False(table.Learn(Fact("web-1", "u1", 150)));
    }

    [Fact]
    public void Find_ByInterfaceAndContainer()
    {
        var table = new EntityTable([]);
        table.Learn(Fact("web-1", "u1", 100) with { ContainerIds = ["0123456789abcdef0123"] });

        Assert.Equal("web-1", table.Find("0123456789ab", Some.At(100))?.Name);
        Assert.Equal("web-1", table.Find(Streams.Schemas.Kernel.VethName.Of("shop", "web-1"), Some.At(100))?.Name);
    }

    private static EntityFact Fact(string pod, string uid, double at) => new() { ValidFrom = Some.At(at), Namespace = "shop", Pod = pod, PodUid = uid, Ips = ["10.0.0.9"] };
}
