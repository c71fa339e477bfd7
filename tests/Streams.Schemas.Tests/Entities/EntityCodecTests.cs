using Streams.Schemas.Avro;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;

namespace Streams.Schemas.Tests.Entities;

public sealed class EntityCodecTests
{
    private static readonly EntityFact Fact = new()
    {
        ValidFrom = new Timestamp(7),
        Namespace = "shop",
        Pod = "web",
        PodUid = "u",
        Node = "node-1",
        Ips = ["10.0.0.9"],
        ContainerIds = ["0123456789ab"],
        Owner = "web",
        Rank = FactRank.Reported,
        EndExpected = new Timestamp(37),
    };

    [Fact]
    public void Decode_what_was_encoded_is_the_same()
    {
        var read = EntityCodec.Decode(EntityCodec.Encode(Fact, new AvroWriter()))!;

        Assert.Equal(
            (Fact.ValidFrom, Fact.Key, Fact.PodUid, Fact.Node, Fact.Owner, Fact.Ended, Fact.Rank, Fact.EndExpected),
            (read.ValidFrom, read.Key, read.PodUid, read.Node, read.Owner, read.Ended, read.Rank, read.EndExpected)
        );
        Assert.Equal(Fact.Ips, read.Ips);
        Assert.Equal(Fact.ContainerIds, read.ContainerIds);
    }

    /// <summary>Bytes of 0.2.0.</summary>
    [Fact]
    public void Decode_the_first_version_has_no_rank()
    {
        var first = Convert.FromHexString(
            "0000000005"
                + "0E"
                + "0873686F70"
                + "06776562"
                + "020275"
                + "02"
                + "0C6E6F64652D31"
                + "02"
                + "1031302E302E302E39"
                + "00"
                + "02"
                + "18303132333435363738396162"
                + "00"
                + "00"
                + "01"
        );
        var read = EntityCodec.Decode(first)!;

        Assert.Equal(
            (new Timestamp(7), "shop", "web", "u", "node-1", true, FactRank.Unranked, null),
            (read.ValidFrom, read.Namespace, read.Pod, read.PodUid, read.Node, read.Ended, read.Rank, read.EndExpected)
        );
        Assert.Equal(["10.0.0.9"], read.Ips);
    }

    [Fact]
    public void Decode_a_rank_that_is_none_is_no_fact()
    {
        var bytes = EntityCodec.Encode(Fact with { EndExpected = null }, new AvroWriter());
        bytes[^2] = 60;

        Assert.Null(EntityCodec.Decode(bytes));
    }
}
