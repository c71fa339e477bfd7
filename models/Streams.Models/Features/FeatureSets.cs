using static Streams.Models.Features.FeatureCounter;
using static Streams.Models.Features.FeatureSum;
using Values = Streams.Models.Features.FeatureValues;

namespace Streams.Models.Features;

/// <summary>All sets of features: the one table that the pipeline, the exports and docs/features.md are made from. No model's output is among them.</summary>
public static class FeatureSets
{
    /// <summary>What a principal asked of the API.</summary>
    public static FeatureSet Principal { get; } =
        new(
            "principal",
            "principal",
            "principal",
            [
                new("requests", "requests", "acts", "requests, one stage of each", p => p[Events]),
                new("gets", "requests", "acts", "verb get", p => p[Gets]),
                new("lists", "requests", "acts", "verb list or watch", p => p[Lists]),
                new("writes", "requests", "acts", "verb create, update or patch", p => p[Writes]),
                new("deletes", "requests", "acts", "verb delete or deletecollection", p => p[Deletes]),
                new("execs", "requests", "acts", "exec, attach, port-forward, debugging containers, node proxy", p => p[Execs]),
                new("tokens", "requests", "acts", "tokens asked for, and acts under another's name", p => p[Tokens]),
                new("rbac_writes", "requests", "acts", "writes and deletes of roles and bindings", p => p[RbacWrites]),
                new("secret_reads", "requests", "acts", "secrets read, listed or watched", p => p[SecretReads]),
                new("objects", "distinct", "acts", "acts with their object, at most 2000", p => p[Values.Objects]),
                new("namespaces", "distinct", "acts", "namespaces of objects", p => p[Values.Namespaces]),
                new("refused", "requests", "acts", "answered 401 or 403", p => p[Refused]),
                new("refused_share", "share", "acts", "refused / requests", p => p.Share(Refused, Events)),
                new("addresses", "distinct", "acts", "source addresses", p => p[Values.Addresses]),
                new("surprise", "nats", "acts", "sum of surprise", p => p[Surprise]),
                new("surprise_sensitive", "nats", "acts", "sum of surprise of secrets, exec, tokens and rbac", p => p[SensitiveSurprise]),
            ]
        );

    /// <summary>What a workload connected to, asked for and ran.</summary>
    public static FeatureSet Workload { get; } =
        new(
            "workload",
            "workload",
            "namespace/owner",
            [
                new("flows", "flows", "destinations", "new flows out of its pods", p => p[Flows]),
                new("destinations", "distinct", "destinations", "destinations with their port, pods by their owner", p => p[Values.Destinations]),
                new("outside_flows", "flows", "destinations", "of these to outside", p => p[OutsideFlows]),
                new("outside_destinations", "distinct", "destinations", "destinations outside", p => p[Values.OutsideDestinations]),
                new("denied_flows", "flows", "destinations", "flows that a policy denied", p => p[DeniedFlows]),
                new("denied_destinations", "distinct", "destinations", "destinations denied", p => p[Values.DeniedDestinations]),
                new("questions", "questions", "domains", "questions for outside names", p => p[Questions]),
                new("outside_domains", "distinct", "domains", "registered domains", p => p[Values.Domains]),
                new("nxdomain_share", "share", "domains", "answered NXDOMAIN / questions", p => p.Share(Missing, Questions)),
                new("label_length", "characters", "domains", "mean length of a question's first label", p => p.Share(LabelCharacters, Questions)),
                new("ebpf_events", "events", "programs", "processes started", p => p[FeatureCounter.Programs]),
                new("programs", "distinct", "programs", "programs with their parent", p => p[Values.Programs]),
                new("surprise_destinations", "nats", "destinations", "sum of surprise of destinations that were let through", p => p[DestinationSurprise]),
                new("surprise_denied", "nats", "destinations", "sum of surprise of denied destinations", p => p[DeniedSurprise]),
                new("surprise_domains", "nats", "domains", "sum of surprise of domains", p => p[DomainSurprise]),
                new("surprise_programs", "nats", "programs", "sum of surprise of programs", p => p[ProgramSurprise]),
            ]
        );

    /// <summary>What a workload asked of one registered domain.</summary>
    public static FeatureSet Dns { get; } =
        new(
            "dns",
            "workload and domain",
            "namespace/owner domain",
            [
                new("questions", "questions", "names", "questions for names of the domain", p => p[Questions]),
                new("distinct_names", "distinct", "names", "names asked for, at most 2000", p => p[Values.Names]),
                new("longest_label", "characters", "names", "the longest label before the domain", p => p[LongestLabel]),
                new("entropy", "bits", "names", "mean entropy of the characters before the domain", p => p[Questions] == 0 ? 0 : p[Entropy] / p[Questions]),
                new("name_length", "characters", "names", "mean length of what stands before the domain", p => p.Share(NameCharacters, Questions)),
                new("nxdomain_share", "share", "names", "answered NXDOMAIN / questions", p => p.Share(Missing, Questions)),
                new("a_share", "share", "types", "type A / questions", p => p.Share(Address, Questions)),
                new("aaaa_share", "share", "types", "type AAAA / questions", p => p.Share(AddressV6, Questions)),
                new("txt_share", "share", "types", "type TXT, NULL, CNAME or MX / questions", p => p.Share(Text, Questions)),
            ]
        );

    /// <summary>All sets.</summary>
    public static IReadOnlyList<FeatureSet> All { get; } = [Principal, Workload, Dns];

    /// <summary>Finds a set by its name; null where none has it.</summary>
    public static FeatureSet? Find(string name)
    {
        foreach (var set in All)
        {
            if (set.Name == name)
            {
                return set;
            }
        }

        return null;
    }
}
