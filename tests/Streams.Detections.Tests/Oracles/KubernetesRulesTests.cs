using System.Text;
using Streams.Detections.Matching;
using Streams.Detections.Rules;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;
using Streams.Schemas.Parsing;
using Streams.Schemas.Sources;

namespace Streams.Detections.Tests.Oracles;

/// <summary>Each of SigmaHQ's Kubernetes rules fires on a native audit event made for it, or cannot, for a reason that <c>docs/sigma.md</c> gives.</summary>
public sealed class KubernetesRulesTests : IParseSink
{
    private readonly RuleSet _rules;
    private readonly EventView _view;
    private readonly List<int> _matches = [];

    public KubernetesRulesTests()
    {
        (_rules, var errors) = RuleSetLoader.Load(SharedData.PathOrSkip("sigma_rules/rules/application/kubernetes/audit"));
        Assert.Empty(errors);
        _view = new EventView(_rules.Slots);
    }

    [Fact]
    public void There_are_sixteen() => Assert.Equal(16, _rules.Detections.Count);

    [Theory]
    [InlineData("change_admission_controller", "patch", "mutatingwebhookconfigurations", null, "admissionregistration.k8s.io", 200)]
    [InlineData("cronjob_modification", "create", "cronjobs", null, "batch", 201)]
    [InlineData("deployment_deleted", "delete", "deployments", null, "apps", 200)]
    [InlineData("events_deleted", "delete", "events", null, "", 200)]
    [InlineData("exec_into_container", "get", "pods", "exec", "", 101)]
    [InlineData("pod_in_system_namespace", "create", "pods", null, "", 201)]
    [InlineData("rolebinding_modification", "update", "rolebindings", null, "rbac.authorization.k8s.io", 200)]
    [InlineData("secrets_enumeration", "list", "secrets", null, "", 200)]
    [InlineData("secrets_modified_or_deleted", "delete", "secrets", null, "", 200)]
    [InlineData("serviceaccount_creation", "create", "serviceaccounts", null, "", 201)]
    [InlineData("unauthorized_unauthenticated_actions", "list", "nodes", null, "", 403)]
    public void Rule_fires_on_its_event(string rule, string verb, string resource, string? subresource, string group, int code) =>
        Assert.Contains(rule, Matched(verb, resource, subresource, group, code, ""));

    /// <summary>They look at fields or values that no audit event has: <c>hostPath</c>, <c>capabilities</c> and <c>apiGroup</c> at the top of the event, <c>ALLOW</c> as a response code.</summary>
    [Theory]
    [InlineData("hostpath_mount", "create", "pods", "", ",\"requestObject\":{\"spec\":{\"volumes\":[{\"hostPath\":{\"path\":\"/\"}}]}}")]
    [InlineData(
        "privileged_pod_creation",
        "create",
        "pods",
        "",
        ",\"requestObject\":{\"spec\":{\"containers\":[{\"securityContext\":{\"capabilities\":{\"add\":[\"ALL\"]}}}]}}"
    )]
    [InlineData("rbac_permisions_listing", "create", "selfsubjectrulesreviews", "authorization.k8s.io", "")]
    [InlineData("sidecar_injection", "patch", "deployments", "apps", "")]
    [InlineData("potential_enumeration_activity", "get", "pods", "", ",\"userAgent\":\"trufflehog\"")]
    public void Rule_cannot_match_a_native_event(string rule, string verb, string resource, string group, string more) =>
        Assert.DoesNotContain(rule, Matched(verb, resource, null, group, 200, more));

    void IParseSink.OnEvent(ParsedEvent parsed)
    {
        _view.Set(parsed, new EntitySet());
        _rules.Matcher.Match(_view, _matches);
    }

    void IParseSink.OnDead(in DeadElement dead) => Assert.Fail(dead.Detail);

    private IEnumerable<string> Matched(string verb, string resource, string? subresource, string group, int code, string more)
    {
        var stage = code == 101 ? "ResponseStarted" : "ResponseComplete";
        var sub = subresource is null ? "" : $",\"subresource\":\"{subresource}\"";
        var line =
            $$"""{"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"RequestResponse","auditID":"6a1b","stage":"{{stage}}","requestURI":"/x","verb":"{{verb}}","user":{"username":"jane"},"sourceIPs":["192.0.2.7"],"objectRef":{"resource":"{{resource}}","namespace":"kube-system","apiGroup":"{{group}}"{{sub}}},"responseStatus":{"code":{{code}}},"stageTimestamp":"2026-11-24T10:00:00.000000Z"{{more}}}""";
        RecordParsers
            .Create(EventSource.Audit, new ParserOptions())
            .Parse(new RawRecord { Value = Encoding.UTF8.GetBytes(line), AppendTime = new Timestamp(0) }, this);
        return _matches.Select(m => Path.GetFileNameWithoutExtension(_rules.Detections[m].Meta.File)["kubernetes_audit_".Length..]);
    }
}
