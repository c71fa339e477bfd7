using Streams.Host.Audit;
using Streams.Host.Rules;

namespace Streams.Host.Tests.Audit;

public sealed class AuditPolicyWriterTests
{
    [Fact]
    public void The_committed_policy_is_what_the_shipped_rules_make()
    {
        Assert.Equal(AuditPolicyWriter.Write(RuleLibrary.Load(null).Rules), File.ReadAllText(PolicyFile.Path));
    }

    [Fact]
    public void Write_for_a_rule_that_asks_for_secrets_bodies_keeps_them_out()
    {
        using var folder = new RuleFolder(
            """
            title: reads a secret's body
            id: 0c7f6c0e-4d0f-4c2f-8f4f-0f0f6f0e1a11
            logsource: {product: kubernetes, service: audit}
            detection:
              s: {objectRef.resource: secrets, verb: create, requestObject.data|exists: true}
              condition: s

            """
        );
        var rules = RuleLibrary.Load(folder.Path).Rules;

        var policy = AuditPolicy.Parse(AuditPolicyWriter.Write(rules));

        Assert.Equal(AuditLevel.Metadata, policy.LevelOf(new AuditRequest(AuditSubject.Person, "create", "", "secrets"), "ResponseComplete"));
        Assert.Equal("reads a secret's body", Assert.Single(PolicyAdequacy.BlindUnder(policy, rules)).Title); // and the doctor says so
    }

    /// <summary>An event of a part names the resource as well, a policy does not.</summary>
    [Fact]
    public void Write_for_a_rule_of_a_resource_and_a_part_of_it_opens_the_bodies_of_both()
    {
        using var folder = new RuleFolder(
            """
            title: scaled to nothing
            id: 0c7f6c0e-4d0f-4c2f-8f4f-0f0f6f0e1a13
            logsource: {product: kubernetes, service: audit}
            detection:
              kind:
                - {objectRef.resource: deployments, verb: patch}
                - {objectRef.resource: deployments, objectRef.subresource: scale, verb: patch}
              s: {requestObject.spec.replicas: 0}
              condition: kind and s

            """
        );
        var policy = AuditPolicy.Parse(AuditPolicyWriter.Write(RuleLibrary.Load(folder.Path).Rules));

        Assert.All(["deployments", "deployments/scale"], resource =>
            Assert.Equal(AuditLevel.Request, policy.LevelOf(new AuditRequest(AuditSubject.Person, "patch", "apps", resource), "ResponseComplete"))
        );
    }

    [Fact]
    public void Write_for_a_rule_of_a_custom_path_opens_its_body()
    {
        using var folder = new RuleFolder(
            """
            title: ingress to a wildcard host
            id: 0c7f6c0e-4d0f-4c2f-8f4f-0f0f6f0e1a12
            logsource: {product: kubernetes, service: audit}
            detection:
              s: {objectRef.resource: ingresses, verb: [create, patch], requestObject.spec.rules.host: '*'}
              condition: s

            """
        );
        var text = AuditPolicyWriter.Write(RuleLibrary.Load(folder.Path).Rules);

        Assert.Contains("networking.k8s.io", text, StringComparison.Ordinal);
        Assert.Contains("#   ingress to a wildcard host: requestObject.spec.rules.host", text, StringComparison.Ordinal);
        Assert.Equal(
            AuditLevel.Request,
            AuditPolicy.Parse(text).LevelOf(new AuditRequest(AuditSubject.Person, "patch", "networking.k8s.io", "ingresses"), "ResponseComplete")
        );
        Assert.Equal(
            AuditLevel.Metadata,
            AuditPolicy.Parse(text).LevelOf(new AuditRequest(AuditSubject.Person, "get", "networking.k8s.io", "ingresses"), "ResponseComplete")
        );
    }

    private sealed class RuleFolder : IDisposable
    {
        public RuleFolder(string rule) => File.WriteAllText(System.IO.Path.Combine(Path, "rule.yml"), rule);

        public string Path { get; } = Directory.CreateTempSubdirectory("streams-rules-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
