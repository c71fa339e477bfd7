using CsCheck;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;
using Streams.Topologies.Entities;

namespace Streams.Topologies.Tests.Entities;

/// <summary>What is known at a time hangs on what was said up to then: not on the order in which it was read, nor on how far ahead a source is.</summary>
public sealed class EntityOrderTests
{
    private const int Pods = 3;
    private const int Latest = 400;
    private static readonly string[] Addresses = ["10.0.0.1", "10.0.0.2"];

    private static readonly Gen<EntityFact> Facts = Gen.Select(Gen.Int[0, Pods - 1], Gen.Int[0, Latest], Gen.Int[1, 4], Gen.Int[0, 7], Gen.Int[0, 9])
        .Select(
            (pod, at, rank, shape, end) =>
                new EntityFact
                {
                    Namespace = "shop",
                    Pod = $"web-{pod}",
                    PodUid = $"u{pod}",
                    ValidFrom = Some.At(at),
                    Rank = (FactRank)rank,
                    Node = shape % 2 == 0 ? $"node-{(pod + rank) % 2}" : null,
                    Owner = shape % 3 == 0 ? $"owner-{rank}" : null,
                    Ips = shape > 2 ? [Addresses[(pod + rank) % 2]] : [],
                    ContainerIds = shape > 4 ? [$"{pod}{rank}23456789abcdef"] : [],
                    Ended = end == 0,
                    EndExpected = end == 1 ? Some.At(at + 30) : null,
                }
        );

    [Fact]
    public void What_is_known_at_a_time_hangs_neither_on_the_order_of_reading_nor_on_what_is_said_later() =>
        Gen.Select(Facts.Array[1, 14], Gen.Int[0, Latest], Gen.Int[0, int.MaxValue - 1])
            .Sample(
                (facts, at, seed) =>
                {
                    var time = Some.At(at);
                    var plain = new EntityTable([]);
                    foreach (var fact in facts.Where(f => f.ValidFrom <= time).OrderBy(f => f.ValidFrom))
                    {
                        plain.Learn(fact);
                    }

                    var ahead = new EntityTable([]);
                    var shuffled = (EntityFact[])facts.Clone();
                    new Random(seed).Shuffle(shuffled);
                    foreach (var fact in shuffled)
                    {
                        ahead.Learn(fact);
                    }

                    string[] aliases = [.. Addresses, .. facts.SelectMany(f => f.ContainerIds).Select(c => c[..12])];
                    foreach (var alias in aliases.Where(a => plain.Find(a, time) is not null))
                    {
                        Assert.Equal(Known(plain.Find(alias, time), time), Known(ahead.Find(alias, time), time));
                    }
                }
            );

    [Fact]
    public void Whether_a_claim_is_a_conflict_hangs_neither_on_the_order_of_reading_nor_on_what_is_said_later() =>
        Gen.Select(Facts.Array[1, 14], Facts, Gen.Int[0, int.MaxValue - 1])
            .Sample(
                (facts, last, seed) =>
                {
                    var plain = new EntityTable([]);
                    foreach (var fact in facts.Where(f => f.ValidFrom < last.ValidFrom).OrderBy(f => f.ValidFrom))
                    {
                        plain.Learn(fact);
                    }

                    var ahead = new EntityTable([]);
                    var shuffled = facts.Where(f => f.ValidFrom != last.ValidFrom).Append(last).ToArray();
                    new Random(seed).Shuffle(shuffled);
                    foreach (var fact in shuffled)
                    {
                        ahead.Learn(fact);
                    }

                    plain.Learn(last, out var expected);
                    ahead.Learn(last, out var found);
                    Assert.Equal(expected is null, found is null);
                }
            );

    [Fact]
    public void A_fact_without_a_uid_is_about_the_pod_that_had_the_name_then_also_where_all_that_follows_is_known()
    {
        var table = new EntityTable([]);
        EntityFact[] facts = [.. Enumerable.Range(0, 3).SelectMany(job => OfJob(job))];
        var twice = facts.Concat(facts).ToArray();
        var conflicts = twice.Count(fact =>
        {
            table.Learn(fact, out var conflict);
            return conflict is not null;
        });

        Assert.Equal(0, conflicts);
        Assert.Equal(["u0", "u1", "u2"], Enumerable.Range(0, 3).Select(job => table.Find("10.0.0.1", Some.At((job * 200) + 5))?.Uid));
        Assert.Equal(
            ["u0", "u1", "u2"],
            Enumerable.Range(0, 3).Select(job => table.Find(Streams.Schemas.Kernel.VethName.Of("shop", "job"), Some.At((job * 200) + 5))?.Uid)
        );
    }

    /// <summary>A pod of a name that is used again: created, bound and reported (both without a uid), and asked to end.</summary>
    private static EntityFact[] OfJob(int job)
    {
        var made = new EntityFact
        {
            Namespace = "shop",
            Pod = "job",
            PodUid = $"u{job}",
            ValidFrom = Some.At(job * 200),
            Rank = FactRank.Decided,
            Ips = [],
            ContainerIds = [],
        };
        return
        [
            made,
            made with
            {
                PodUid = null,
                ValidFrom = Some.At((job * 200) + 1),
                Rank = FactRank.Named,
                Node = "node-1",
            },
            made with
            {
                PodUid = null,
                ValidFrom = Some.At((job * 200) + 2),
                Rank = FactRank.Reported,
                Ips = ["10.0.0.1"],
            },
            made with
            {
                ValidFrom = Some.At((job * 200) + 9),
                Ips = ["10.0.0.1"],
                EndExpected = Some.At((job * 200) + 39),
            },
        ];
    }

    private static string? Known(PodEntity? pod, Timestamp time) =>
        pod is null ? null : $"{pod.Name} {pod.NodeAt(time)} {pod.ContainerIdAt(time)} {pod.WorkloadAt(time)}";
}
