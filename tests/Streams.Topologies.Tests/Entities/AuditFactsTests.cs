using System.Text;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;
using Streams.Schemas.Parsing;
using Streams.Schemas.Sources;
using Streams.Topologies.Entities;
using Streams.Topologies.Entities.Sources;

namespace Streams.Topologies.Tests.Entities;

/// <summary>Pods are learned from what the API server decided and what the pod's node reports, from nothing else.</summary>
public sealed class AuditFactsTests
{
    private const string Status = """{"podIP":"10.0.0.9","podIPs":[{"ip":"10.0.0.9"}],"containerStatuses":[{"containerID":"containerd://0123456789abcdef"}]}""";

    [Theory]
    [InlineData("?dryRun=All", 201)]
    [InlineData("?a=b&dry%52un=All", 201)]
    [InlineData("", 403)]
    [InlineData("", 0)]
    public void Of_dry_run_or_refused_or_unanswered_teaches_nothing(string query, int code)
    {
        Assert.Null(Fact("create", "", query, code, "mallory", $$"""{"kind":"Pod","metadata":{"name":"web"},"status":{{Status}} }""", null));
    }

    [Theory]
    [InlineData("create", "", "mallory")]
    [InlineData("patch", "", "mallory")]
    [InlineData("patch", "", "system:node:node-2")] // not the status
    [InlineData("patch", "status", "mallory")] // not a node
    [InlineData("update", "status", "system:node:")]
    public void Of_status_in_the_body_of_anybody_but_the_node_is_no_fact(string verb, string sub, string user)
    {
        var fact = Fact(verb, sub, "", 200, user, $$"""{"kind":"Pod","metadata":{"name":"web"},"spec":{"nodeName":"node-9"},"status":{{Status}} }""", null);

        Assert.NotNull(fact);
        Assert.Empty(fact.Ips);
        Assert.Empty(fact.ContainerIds);
        Assert.Equal((null, FactRank.Named), (fact.Node, fact.Rank));
    }

    [Fact]
    public void Of_status_by_the_node_is_reported()
    {
        var fact = Fact("patch", "status", "", 200, "system:node:node-2", $$"""{"status":{{Status}} }""", null);

        Assert.Equal(FactRank.Reported, fact!.Rank);
        Assert.Equal("node-2", fact.Node);
        Assert.Equal(["10.0.0.9"], fact.Ips);
        Assert.Equal(["0123456789abcdef"], fact.ContainerIds);
    }

    [Fact]
    public void Of_status_by_the_node_acting_as_another_is_none() =>
        Assert.Empty(
            Fact("patch", "status", "", 200, "system:node:node-2", $$"""{"status":{{Status}} }""", null, ""","impersonatedUser":{"username":"x"}""")!.Ips
        );

    [Fact]
    public void Of_the_nodes_own_address_means_no_pod() =>
        Assert.Empty(Fact("patch", "status", "", 200, "system:node:node-2", """{"status":{"hostIP":"10.1.0.2","podIP":"10.1.0.2"} }""", null)!.Ips);

    [Fact]
    public void Of_the_answer_is_decided()
    {
        var fact = Fact(
            "create",
            "",
            "",
            201,
            "anybody",
            """{"metadata":{"name":"web","uid":"forged"}}""",
            $$"""{"kind":"Pod","metadata":{"name":"web-x","uid":"u1"},"spec":{"nodeName":"node-1"},"status":{{Status}} }"""
        );

        Assert.Equal((FactRank.Decided, "web-x", "u1", "node-1"), (fact!.Rank, fact.Pod, fact.PodUid, fact.Node));
        Assert.Equal(["10.0.0.9"], fact.Ips);
    }

    [Fact]
    public void Of_create_the_clients_uid_is_not_the_servers() => Assert.Null(Fact("create", "", "", 201, "mallory", null, null, uid: "the-victims")!.PodUid);

    [Theory]
    [InlineData("delete", "", "?gracePeriodSeconds=3600", "mallory", 3_600)]
    [InlineData("delete", "", "?gracePeriodSeconds=0", "mallory", 30)] // the containers go on until the node has ended them
    [InlineData("delete", "", "", "mallory", 30)]
    [InlineData("create", "eviction", "", "mallory", 30)]
    public void Of_request_to_delete_is_an_expected_end(string verb, string sub, string query, string user, int seconds)
    {
        var fact = Fact(verb, sub, query, 200, user, null, null);

        Assert.False(fact!.Ended);
        Assert.Equal(Some.At(seconds), fact.EndExpected);
    }

    [Theory]
    [InlineData("system:node:node-2")]
    [InlineData("system:serviceaccount:kube-system:pod-garbage-collector")]
    public void Of_delete_by_the_node_is_the_end(string user) => Assert.True(Fact("delete", "", "", 200, user, null, null)!.Ended);

    [Fact]
    public void Of_phase_written_by_anybody_else_is_no_end() =>
        Assert.False(
            Fact(
                "patch",
                "status",
                "",
                200,
                "mallory",
                """{"status":{"phase":"Failed"}}""",
                """{"kind":"Pod","metadata":{"name":"web"},"status":{"phase":"Failed"}}"""
            )!.Ended
        );

    private static EntityFact? Fact(
        string verb,
        string sub,
        string query,
        int code,
        string user,
        string? request,
        string? response,
        string more = "",
        string uid = ""
    )
    {
        var line = $$"""
            {"kind":"Event","auditID":"a","stage":"ResponseComplete","verb":"{{verb}}","requestURI":"/api/v1/namespaces/shop/pods/web{{query}}","user":{"username":"{{user}}"},
            "objectRef":{"resource":"pods","subresource":"{{sub}}","namespace":"shop","name":"web"{{(uid.Length > 0 ? $",\"uid\":\"{uid}\"" : "")}} }
            {{(code > 0 ? $",\"responseStatus\":{{\"code\":{code}}}" : "")}}{{(request is null ? "" : ",\"requestObject\":" + request)}}{{(
                response is null ? "" : ",\"responseObject\":" + response
            )}}{{more}} }
            """;
        var sink = new FirstEvent();
        RecordParsers
            .Create(EventSource.Audit, new ParserOptions())
            .Parse(new RawRecord { Value = Encoding.UTF8.GetBytes(line), AppendTime = Some.At(0) }, sink);
        return sink.Fact;
    }

    private sealed class FirstEvent : IParseSink
    {
        public EntityFact? Fact { get; private set; }

        public void OnEvent(ParsedEvent parsed) => Fact = SourceEntitiesTable.Of(parsed.Source).FactOf(parsed, Some.At(0));

        public void OnDead(in DeadElement dead) => Assert.Fail(dead.Detail);
    }
}
