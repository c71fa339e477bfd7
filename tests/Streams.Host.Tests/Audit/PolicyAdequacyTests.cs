using Streams.Host.Audit;
using Streams.Host.Rules;

namespace Streams.Host.Tests.Audit;

public sealed class PolicyAdequacyTests
{
    private const string Metadata = "kind: Policy\nrules: [{level: Metadata}]\n";

    [Fact]
    public void BlindUnder_TheShippedPolicy_IsNothing()
    {
        var policy = AuditPolicy.Parse(File.ReadAllText(PolicyFile.Path));

        Assert.Empty(PolicyAdequacy.BlindUnder(policy, RuleLibrary.Load(null).Rules));
        Assert.Null(PolicyAdequacy.EntitiesUnder(policy));
    }

    [Fact]
    public void BlindUnder_MetadataAlone_IsWhatReadsBodies_AndWhatAsksWhosePodItWas()
    {
        var blind = PolicyAdequacy.BlindUnder(AuditPolicy.Parse(Metadata), RuleLibrary.Load(null).Rules);

        Assert.Equal(
            [
                "Bound token used from another pod", "Job created that downloads and runs a program", "Principal grants a role to itself", "Privileged or host-mounting pod created directly",
                "Role with all rights written by a workload", "Service account bound to cluster-admin by a workload",
                "Stolen service-account token used from another pod",
            ],
            blind.Select(b => b.Title).Order(StringComparer.Ordinal));
        Assert.NotNull(PolicyAdequacy.EntitiesUnder(AuditPolicy.Parse(Metadata)));
        Assert.Contains(blind.SelectMany(b => b.Reasons), r => r == "create clusterrolebindings: logged at Metadata (ResponseComplete), needs Request for requestObject.roleRef.name");
    }

    [Fact]
    public void BlindUnder_NoSecrets_IsWhatReadsThemAndWhatReadsThat()
    {
        var blind = PolicyAdequacy.BlindUnder(
            AuditPolicy.Parse("kind: Policy\nrules: [{level: None, resources: [{group: '', resources: [secrets]}]}, {level: RequestResponse}]\n"), RuleLibrary.Load(null).Rules);

        Assert.Equal(
            [
                "Many secrets read with a plain HTTP client", "Principal sweeps secrets it never read before", "Secret new to a principal", "Secret read through the API",
                "Secret read with a plain HTTP client", "Secrets read, then a connection to a new destination",
            ],
            blind.Select(b => b.Title).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void BlindUnder_NoAnonymous_IsWhatIsAboutThem()
    {
        var blind = PolicyAdequacy.BlindUnder(
            AuditPolicy.Parse("kind: Policy\nrules: [{level: None, userGroups: ['system:unauthenticated']}, {level: RequestResponse}]\n"), RuleLibrary.Load(null).Rules);

        Assert.Equal(
            ["Anonymous request answered by the Kubernetes API", "Anonymous request to the Kubernetes API", "Many paths of the Kubernetes API probed without credentials"],
            blind.Select(b => b.Title).Order(StringComparer.Ordinal));
    }
}
