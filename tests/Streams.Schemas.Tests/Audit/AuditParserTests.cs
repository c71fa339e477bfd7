using System.Text;
using Streams.Schemas.Events;
using Streams.Schemas.Parsing;
using Streams.Schemas.Tests.Conformance;

namespace Streams.Schemas.Tests.Audit;

public sealed class AuditParserTests
{
    [Theory]
    [InlineData("command=sh&command=-c&command=ps+aux+%7C+head&container=api")]
    [InlineData("%63ommand=sh&comman%64=-c&%63%6F%6D%6D%61%6E%64=%70%73+aux%20%7C+head")]
    [InlineData("xcommand=id&command=%73h&commands=id&command=-c&container=command&command=ps+aux+|+head&command")]
    public void Parse_exec_by_uri_has_the_decoded_command(string query)
    {
        var seen = Lines.One(
            EventSource.Audit,
            $$$"""{"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"Metadata","auditID":"a","verb":"get","requestURI":"/api/v1/namespaces/shop/pods/api/exec?{{{query}}}","objectRef":{"resource":"pods","namespace":"shop","name":"api","subresource":"exec"}}"""
        );

        Assert.Equal(
            (EventType.Exec, "exec", "sh -c ps aux | head", "ResponseComplete"),
            (seen.Type, seen["event.action"], seen["audit.command"], seen["audit.stage"])
        );
        Assert.Equal((Timestamp.Unknown, TimeSource.None), (seen.Time, seen.TimeSource));
        Assert.Equal(("shop", "api"), (seen.Entity("namespace"), seen.Entity("pod")));
    }

    [Fact]
    public void Parse_exec_by_body_has_its_command()
    {
        var seen = Lines.One(
            EventSource.Audit,
            """{"kind":"Event","auditID":"a","verb":"create","requestObject":{"kind":"PodExecOptions","command":["cat","/etc/shadow"]},"objectRef":{"resource":"pods","subresource":"exec"}}"""
        );

        Assert.Equal("cat /etc/shadow", seen["audit.command"]);
    }

    [Theory]
    [InlineData("/api/v1/nodes/n/proxy/run/a/b?cmd=id", "/api/v1/nodes/n/proxy/run/a/b")]
    [InlineData("/api/v1/nodes/n/proxy/%72un/a+b", "/api/v1/nodes/n/proxy/run/a+b")]
    [InlineData("/api/v1/secrets?limit=500&resourceVersion=7", "/api/v1/secrets")]
    [InlineData("/%", "/%")]
    public void Parse_uri_gives_the_path_decoded_and_without_the_query(string uri, string path)
    {
        var seen = Lines.One(EventSource.Audit, $$"""{"kind":"Event","auditID":"a","verb":"get","requestURI":"{{uri}}"}""");

        Assert.Equal(path, seen["url.path"]);
    }

    [Theory]
    [InlineData("create", "pods", "", 201, "", "create")]
    [InlineData("patch", "pods", "", 201, "?fieldManager=a&force=true", "create")] // server-side apply of what is not there
    [InlineData("update", "leases", "", 201, "", "create")]
    [InlineData("patch", "deployments", "", 200, "", "change")]
    [InlineData("update", "deployments", "scale", 200, "", "change")]
    [InlineData("patch", "pods", "ephemeralcontainers", 200, "", "change")]
    [InlineData("create", "pods", "binding", 201, "", "change")]
    [InlineData("create", "pods", "eviction", 201, "", "delete")]
    [InlineData("create", "serviceaccounts", "token", 201, "", "create")]
    [InlineData("delete", "pods", "", 200, "?gracePeriodSeconds=0", "delete")]
    [InlineData("deletecollection", "pods", "", 200, "", "delete")]
    [InlineData("create", "pods", "", 201, "?dryRun=All", "none")]
    [InlineData("create", "pods", "", 201, "?a=b&d%72yRun=All", "none")]
    [InlineData("create", "pods", "", 201, "?xdryRun=All", "create")]
    [InlineData("create", "pods", "", 201, "?dryRun=A%6cl", "none")]
    [InlineData("create", "pods", "", 201, "?dryRun=None", "create")]
    [InlineData("create", "pods", "", 201, "?dryRun=", "create")]
    [InlineData("create", "pods", "", 201, "?dryRun", "create")]
    [InlineData("create", "pods", "", 403, "", "none")]
    [InlineData("create", "pods", "exec", 101, "", "")]
    [InlineData("create", "selfsubjectaccessreviews", "", 201, "", "")]
    [InlineData("get", "pods", "", 200, "", "")]
    public void Parse_request_says_its_effect(string verb, string resource, string sub, int code, string query, string effect)
    {
        var seen = Lines.One(
            EventSource.Audit,
            $$"""{"kind":"Event","auditID":"a","verb":"{{verb}}","requestURI":"/x{{query}}","objectRef":{"resource":"{{resource}}","subresource":"{{sub}}" },"responseStatus":{"code":{{code}} } }"""
        );

        Assert.Equal(effect, seen["event.effect"] ?? "");
    }

    [Theory]
    [InlineData("delete", "All", "none")]
    [InlineData("delete", "None", "delete")]
    [InlineData("create", "All", "create")]
    public void Parse_dry_run_in_the_body_counts_for_a_delete_alone(string verb, string value, string effect)
    {
        var seen = Lines.One(
            EventSource.Audit,
            $$"""{"kind":"Event","auditID":"a","verb":"{{verb}}","requestObject":{"dryRun":["{{value}}"]},"objectRef":{"resource":"pods"},"responseStatus":{"code":200} }"""
        );

        Assert.Equal(effect, seen["event.effect"]);
    }

    [Theory]
    [InlineData("attach")]
    [InlineData("portforward")]
    public void Parse_other_session_without_reference_is_exec_by_its_path(string action)
    {
        var seen = Lines.One(EventSource.Audit, $$"""{"auditID":"a","verb":"create","requestURI":"/api/v1/namespaces/a/pods/b/{{action}}?x=1"}""");

        Assert.Equal((EventType.Exec, action), (seen.Type, seen["event.action"]));
    }

    [Fact]
    public void Parse_user_extra_gives_token_and_impersonation()
    {
        var seen = Lines.One(
            EventSource.Audit,
            """{"auditID":"a","verb":"get","user":{"username":"system:serviceaccount:a:b","groups":["g1","g2"],"extra":{"authentication.kubernetes.io/credential-id":["JTI=42"],"authentication.kubernetes.io/pod-name":["p"],"authentication.kubernetes.io/pod-uid":["u"],"authentication.kubernetes.io/node-name":["n"],"other":["x"]}},"impersonatedUser":{"username":"admin","groups":["system:masters"]},"sourceIPs":["2001:0DB8::1","10.0.0.1"],"responseStatus":{"code":403}}"""
        );

        Assert.Equal(
            ("system:serviceaccount:a:b", "JTI=42", "p", "u", "n"),
            (seen.Entity("principal"), seen.Entity("credential_id"), seen.Entity("pod"), seen.Entity("pod_uid"), seen.Entity("node"))
        );
        Assert.Equal(
            ("admin", "10.0.0.1", "403", "failure"),
            (seen["audit.impersonated_user.name"], seen["source.ip"], seen["audit.response_code"], seen["event.outcome"])
        );
        Assert.Equal("""["g1","g2"]""", seen.Json["fields"]!["audit.user.groups"]!.ToJsonString());
    }

    [Fact]
    public void Parse_patch_body_as_array_is_skipped() =>
        Assert.Equal(
            EventType.Request,
            Lines.One(EventSource.Audit, """{"auditID":"a","verb":"patch","requestObject":[{"op":"add","path":"/x","value":{"command":["no"]}}]}""").Type
        );

    [Fact]
    public void Parse_old_version_takes_its_timestamp()
    {
        var seen = Lines.One(
            EventSource.Audit,
            """{"kind":"Event","apiVersion":"audit.k8s.io/v1beta1","timestamp":"2019-01-02T03:04:05Z","auditID":"a","verb":"get"}"""
        );

        Assert.Equal("2019-01-02T03:04:05.000000000Z", (string?)seen.Json["time"]);
    }

    [Fact]
    public void Parse_list_with_a_bad_item_keeps_the_others()
    {
        var lines = Lines.ParseRecord(
            EventSource.Audit,
            Encoding.UTF8.GetBytes("""{"items":[{"auditID":"a","verb":"get"},7,{"kind":"Pod"},{"auditID":"b","verb":"get"}],"kind":"EventList"}""")
        );

        Assert.Equal([0, 3], lines.Events.Select(e => e.Index));
        Assert.Equal("""{"auditID":"b","verb":"get"}""", lines.Events[1].Document);
        Assert.Equal([1, 2], lines.Dead.Select(d => d.Index));
        Assert.Equal(new LineCounts(2, 0, 2, 0), lines.Counts);
    }

    [Fact]
    public void Parse_list_over_the_limits_counts_each_item_alone()
    {
        var options = new ParserOptions { MaxFields = 4, MaxDepth = 3 };

        var lines = Lines.ParseRecord(
            EventSource.Audit,
            Encoding.UTF8.GetBytes(
                """{"kind":"EventList","items":[{"auditID":"a","x":1,"y":2},{"auditID":"b","x":[[[[]]]]},{"auditID":"c","x":1,"y":2,"z":3,"w":4},{"auditID":"d","user":{"username":"u"}}]}"""
            ),
            options
        );

        Assert.Equal([0, 1, 3], lines.Events.Select(e => e.Index));
        Assert.Equal([DeadReason.TooManyFields], lines.Dead.Select(d => d.Reason));
    }

    [Theory]
    [InlineData("200")]
    [InlineData("\"200\"")]
    [InlineData("200.0")]
    [InlineData("2e2")]
    public void A_relay_may_write_the_code_as_it_writes_numbers(string code) =>
        Assert.Equal("200", Lines.One(EventSource.Audit, $$"""{"auditID":"a","verb":"get","responseStatus":{"code":{{code}} } }""")["audit.response_code"]);

    [Theory]
    [InlineData(200)]
    [InlineData(9_000)]
    public void A_patch_that_nests_deep_hides_nothing_beside_it(int levels)
    {
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", levels)) + "1" + new string('}', levels);
        var line =
            $$"""{"kind":"Event","apiVersion":"audit.k8s.io/v1","auditID":"a","verb":"patch","user":{"username":"eve"},"requestObject":{"zz":{{deep}},"spec":{"hostPID":true} } }""";

        var seen = Lines.One(EventSource.Audit, line);

        Assert.Equal("eve", seen["audit.user.name"]);
        Assert.Contains("hostPID", seen.Document, StringComparison.Ordinal);
        Assert.Contains("truncated", seen["tags"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"kind":"EventList","items":[{"auditID":"a"},{"auditID":"b"]}""", DeadReason.InvalidJson)]
    [InlineData("""{"kind":"EventList","items":[]}""", DeadReason.Empty)]
    [InlineData("""{"kind":0}""", DeadReason.WrongKind)]
    [InlineData("""{"kind":"Event","apiVersion":"v1","reason":"x"}""", DeadReason.WrongKind)]
    [InlineData("""{"hello":"world"}""", DeadReason.WrongKind)]
    [InlineData("""{"auditID":"a"} x""", DeadReason.InvalidJson)]
    [InlineData("[1]", DeadReason.InvalidJson)]
    [InlineData("text", DeadReason.InvalidJson)]
    public void Parse_something_else_is_dead(string record, DeadReason reason) => Assert.Equal(reason, Lines.DeadReasonOf(EventSource.Audit, record));

    [Fact]
    public void Parse_wrapped_in_log_is_unwrapped() =>
        Assert.Equal("b", Lines.One(EventSource.Audit, """{"log":"{\"auditID\":\"b\",\"verb\":\"get\"}\n","stream":"stdout"}""")["audit.id"]);

    [Fact]
    public void Parse_no_time_of_its_own_takes_kafkas()
    {
        var seen = Lines.One(EventSource.Audit, """{"auditID":"a","verb":"get"}""", appendTime: new Timestamp(5_000_000_000));

        Assert.Equal((new Timestamp(5_000_000_000), TimeSource.Kafka), (seen.Time, seen.TimeSource));
    }
}
