using System.Text;
using Streams.EndToEnd.Tests.Servers;
using Streams.EndToEnd.Tests.Support;
using Streams.Host.Audit;
using Streams.Host.Rules;
using Streams.Schemas.Events;

namespace Streams.EndToEnd.Tests.Deploy;

/// <summary>The shipped audit policy, and a poorer one, in a real API server.</summary>
public sealed class AuditPolicyServerTests
{
    private const string Poorer = """
        apiVersion: audit.k8s.io/v1
        kind: Policy
        omitStages: [RequestReceived, ResponseStarted]
        rules:
          - level: None
            resources: [{group: "", resources: [secrets]}]
          - level: Metadata

        """;

    private static HashSet<string> AuditRules { get; } = OfAudit();

    /// <summary>Rules for which the script does nothing yet; it may only become shorter.</summary>
    private static string[] WithoutAction { get; } =
    [.. File.ReadLines(Checkout.PathOf("tests/Streams.EndToEnd.Tests/Deploy/audit-actions.lacking")).Select(l => l.Split(' ')[0])];

    [Fact]
    public void Under_the_shipped_policy_every_audit_rule_fires_on_its_action_and_no_secret_is_logged()
    {
        var (log, fired) = AuditActions.Under(Checkout.PathOf("deploy/kubernetes/audit-policy.yaml"));

        var silent = AuditRules.Except(fired).Except(WithoutAction).ToArray();
        Assert.True(silent.Length == 0, string.Join('\n', silent));
        Assert.Empty(WithoutAction.Intersect(fired));
        Assert.DoesNotContain("s3cr3t-never-logged", log, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String(Encoding.ASCII.GetBytes("s3cr3t-never-logged"))[..24], log, StringComparison.Ordinal);
    }

    [Fact]
    public void Under_a_poorer_policy_no_rule_fires_that_is_named_blind_and_one_that_does_not_is_blind_or_reads_a_blind_one()
    {
        using var folder = new TemporaryFolder();
        var blind = PolicyAdequacy.BlindUnder(AuditPolicy.Parse(Poorer), Shipped.Rules.Rules).Select(b => b.Id).ToHashSet(StringComparer.Ordinal);

        var (_, fired) = AuditActions.Under(folder.Write("policy.yaml", Poorer));

        Assert.Empty(AuditRules.Intersect(blind).Intersect(fired));
        // What the script does for a rule of several ways may be the way that is blind.
        Assert.Empty(AuditRules.Except(WithoutAction).Except(fired).Except(ReadersOf(blind)));
        Assert.True(AuditRules.Intersect(blind).Count() is > 5 and < 60);
    }

    /// <summary>Rules, and the correlations that read one of them, or one that does.</summary>
    private static HashSet<string> ReadersOf(HashSet<string> rules)
    {
        var readers = new HashSet<string>(rules, StringComparer.Ordinal);
        var correlations = Shipped.Rules.Rules.Correlations;
        while (correlations.FirstOrDefault(c => !readers.Contains(c.Meta.Id) && c.Inputs.Any(readers.Contains)) is { } reader)
        {
            readers.Add(reader.Meta.Id);
        }

        return readers;
    }

    /// <summary>The alerting rules that read audit events and nothing else.</summary>
    private static HashSet<string> OfAudit()
    {
        var plan = Shipped.Rules;
        return plan.Roots.Values.Where(r => plan.SourcesOf(r) is [EventSource.Audit]).Select(r => r.Meta.Id).ToHashSet(StringComparer.Ordinal);
    }
}
