using Streams.Host.Audit;

namespace Streams.Host.Tests.Audit;

/// <summary>A policy decides as the API server does (k8s.io/apiserver/pkg/audit/policy): the first rule that fits.</summary>
public sealed class AuditPolicyTests
{
    private const string Text = """
        apiVersion: audit.k8s.io/v1
        kind: Policy
        omitStages: [RequestReceived]
        rules:
          - level: None
            nonResourceURLs: ["/healthz*"]
          - level: None
            userGroups: ["system:nodes"]
          - level: Request
            verbs: [create]
            resources: [{group: "", resources: ["pods", "*/status"]}]
          - level: Metadata
            omitStages: [ResponseStarted]
            resources: [{group: "", resources: ["pods/*"]}]
          - level: None
            namespaces: [noisy]
          - level: RequestResponse
            resources: [{group: "apps"}]
          - level: None
            resources: [{group: "batch", resources: ["jobs"], resourceNames: ["one"]}]

        """;

    private static readonly AuditPolicy Policy = AuditPolicy.Parse(Text);

    [Theory]
    [InlineData("create", "", "pods", AuditLevel.Request)]
    [InlineData("get", "", "pods", AuditLevel.None)] // none fits
    [InlineData("create", "", "pods/status", AuditLevel.Request)]
    [InlineData("get", "", "pods/log", AuditLevel.Metadata)]
    [InlineData("delete", "apps", "deployments", AuditLevel.RequestResponse)]
    [InlineData("delete", "apps", "deployments/scale", AuditLevel.RequestResponse)]
    [InlineData("create", "batch", "jobs", AuditLevel.None)]
    public void Level_of_a_request_is_that_of_the_first_rule_that_fits(string verb, string group, string resource, object expected)
    {
        Assert.Equal(expected, Policy.LevelOf(new AuditRequest(AuditSubject.Person, verb, group, resource), "ResponseComplete"));
    }

    [Fact]
    public void Level_of_an_omitted_stage_is_none()
    {
        var request = new AuditRequest(AuditSubject.Person, "get", "", "pods/exec");

        Assert.Equal(AuditLevel.None, Policy.LevelOf(request, "ResponseStarted"));
        Assert.Equal(AuditLevel.Metadata, Policy.LevelOf(request, "ResponseComplete"));
        Assert.Equal(AuditLevel.None, Policy.LevelOf(request, "RequestReceived"));
    }

    [Theory]
    [InlineData("kind: Pod")]
    [InlineData("[]")]
    [InlineData("kind: Policy\nrules: [{level: Everything}]")]
    [InlineData("kind: {")]
    public void Parse_of_no_policy_says_so(string text)
    {
        Assert.Throws<InvalidDataException>(() => AuditPolicy.Parse(text));
    }
}
