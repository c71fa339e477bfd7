using Streams.Host.Audit;
using Streams.Host.Rules;

namespace Streams.Host.Tests.Audit;

public sealed class PolicyAdequacyTests
{
    private const string Metadata = "kind: Policy\nrules: [{level: Metadata}]\n";

    [Fact]
    public void Blind_under_the_shipped_policy_is_nothing()
    {
        var policy = AuditPolicy.Parse(File.ReadAllText(PolicyFile.Path));

        Assert.Empty(PolicyAdequacy.BlindUnder(policy, RuleLibrary.Load(null).Rules));
        Assert.Null(PolicyAdequacy.EntitiesUnder(policy));
    }

    [Fact]
    public void Blind_under_metadata_alone_is_what_reads_bodies_and_what_asks_whose_pod_it_was()
    {
        var blind = PolicyAdequacy.BlindUnder(AuditPolicy.Parse(Metadata), RuleLibrary.Load(null).Rules);

        var titles = blind.Select(b => b.Title).ToHashSet(StringComparer.Ordinal);
        Assert.Superset(
            new HashSet<string>
            {
                "Bound token used from another pod",
                "Workload that downloads and runs a program created or changed",
                "Principal grants a role to itself",
                "Pod with the node in its hands created or changed",
                "Role with all rights written by a workload",
                "Service account bound to cluster-admin by a workload",
                "Stolen service-account token used from another pod",
            },
            titles
        );
        Assert.DoesNotContain("Secret read through the API", titles);
        Assert.DoesNotContain("Role binding changed by a service account", titles);
        Assert.DoesNotContain("Refused, then changed the roles", titles); // it gives way to blind rules, and is told without them
        Assert.NotNull(PolicyAdequacy.EntitiesUnder(AuditPolicy.Parse(Metadata)));
        Assert.Contains(blind.SelectMany(b => b.Reasons), r =>
            r == "create clusterrolebindings: logged at Metadata (ResponseComplete), needs Request for requestObject.roleRef.name"
        );
    }

    [Fact]
    public void Blind_under_no_secrets_is_what_reads_them_and_what_reads_that()
    {
        var blind = PolicyAdequacy.BlindUnder(
            AuditPolicy.Parse("kind: Policy\nrules: [{level: None, resources: [{group: '', resources: [secrets]}]}, {level: RequestResponse}]\n"),
            RuleLibrary.Load(null).Rules
        );

        var titles = blind.Select(b => b.Title).ToHashSet(StringComparer.Ordinal);
        Assert.Superset(
            new HashSet<string>
            {
                "Many secrets read with a plain HTTP client",
                "Principal sweeps secrets it never read before",
                "Secret new to a principal",
                "Secret read through the API",
                "Secret read with a plain HTTP client",
                "Secrets read, then a connection to a new destination",
            },
            titles
        );
        Assert.DoesNotContain("Pod with the node in its hands created or changed", titles);
        Assert.DoesNotContain("Person at a new address reads secrets as never before or changes the cluster's rights", titles); // the changes are told
    }

    [Fact]
    public void Blind_under_no_anonymous_is_what_is_about_them()
    {
        var blind = PolicyAdequacy.BlindUnder(
            AuditPolicy.Parse("kind: Policy\nrules: [{level: None, userGroups: ['system:unauthenticated']}, {level: RequestResponse}]\n"),
            RuleLibrary.Load(null).Rules
        );

        Assert.Equal(
            [
                "Anonymous request answered by the Kubernetes API",
                "Anonymous request to the Kubernetes API",
                "Many paths of the Kubernetes API probed without credentials",
            ],
            blind.Select(b => b.Title).Order(StringComparer.Ordinal)
        );
    }
}
