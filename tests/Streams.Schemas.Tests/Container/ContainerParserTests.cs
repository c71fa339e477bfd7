using Streams.Schemas.Container;
using Streams.Schemas.Events;
using Streams.Schemas.Joining;
using Streams.Schemas.Parsing;
using Streams.Schemas.Tests.Conformance;

namespace Streams.Schemas.Tests.Container;

public sealed class ContainerParserTests
{
    private const string Id = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    [Fact]
    public void Parse_file_name_of_container_gives_its_identity()
    {
        var seen = Lines.One(EventSource.Container, "2026-11-23T07:48:47Z stdout F hi", fileName: $"/var/log/containers/api-7_shop_web-app-{Id}.log");

        Assert.Equal(("shop", "api-7", Id, "web-app"), (seen.Entity("namespace"), seen.Entity("pod"), seen.Entity("container_id"), seen["container.name"]));
        Assert.Equal((EventType.Log, TimeSource.Header, "hi"), (seen.Type, seen.TimeSource, seen.Document));
    }

    [Theory]
    [InlineData(Id)]
    [InlineData($"a_b_c-{Id}.log")]
    public void Parse_key_of_container_gives_its_identity(string key) =>
        Assert.Equal(Id, Lines.One(EventSource.Container, "2026-11-23T07:48:47Z stdout F hi", key: key).Entity("container_id"));

    [Fact]
    public void Parse_key_of_node_leaves_the_container_unknown() =>
        Assert.Null(Lines.One(EventSource.Container, "2026-11-23T07:48:47Z stdout F hi", key: "node-1").Entity("container_id"));

    [Theory]
    [InlineData("2026-11-23T07:48:47Z stdout no tag", DeadReason.Malformed)]
    [InlineData("2026-11-23T07:48:47Z stdout X message", DeadReason.Malformed)]
    [InlineData("2026-11-23T07:48:47Z stdin F message", DeadReason.Malformed)]
    [InlineData("2026-11-23 stdout F message", DeadReason.Malformed)]
    [InlineData("{\"stream\":\"stdout\"}", DeadReason.UnknownEnvelope)]
    [InlineData("{\"log\":\"x\"", DeadReason.InvalidJson)]
    [InlineData(" \t\n", DeadReason.Empty)]
    public void Parse_bad_line_is_dead(string line, DeadReason reason) => Assert.Equal(reason, Lines.DeadReasonOf(EventSource.Container, line));

    [Fact]
    public void Parse_more_than_the_limits_is_dead()
    {
        Assert.Equal(
            DeadReason.TooLong,
            Lines.DeadReasonOf(EventSource.Container, "2026-11-23T07:48:47Z stdout F message", new ParserOptions { MaxLineBytes = 20 })
        );
        Assert.Equal(DeadReason.TooManyFields, Lines.DeadReasonOf(EventSource.Container, """{"log":"x","a":1,"b":2}""", new ParserOptions { MaxFields = 2 }));
    }

    [Fact]
    public void Parse_combined_log_line_is_access()
    {
        var seen = Lines.One(
            EventSource.Container,
            "2026-11-23T07:48:47Z stdout F 2001:DB8::0:1 - bob [23/Nov/2026:07:48:49 +0000] \"GET /a/b?c=d HTTP/1.1\" 404 18 \"-\" \"curl/8\""
        );

        Assert.Equal(EventType.Access, seen.Type);
        Assert.Equal(
            ("2001:db8::1", "GET", "/a/b", "c=d", "404", "curl/8"),
            (
                seen["source.ip"],
                seen["http.request.method"],
                seen["url.path"],
                seen["url.query"],
                seen["http.response.status_code"],
                seen["user_agent.original"]
            )
        );
    }

    [Fact]
    public void Parse_json_message_is_json_and_access_only_with_all_three_keys()
    {
        var access = Lines.One(EventSource.Container, """2026-11-23T07:48:47Z stdout F {"method":"POST","path":"/x?y=1","status":500,"client":"10.0.0.9"}""");
        var other = Lines.One(EventSource.Container, """2026-11-23T07:48:47Z stdout F {"path":"/x","status":200}""");
        var broken = Lines.One(EventSource.Container, """2026-11-23T07:48:47Z stdout F {"path":oops}""");

        Assert.Equal((EventType.Access, true, "/x", "10.0.0.9"), (access.Type, access.IsJson, access["url.path"], access["source.ip"]));
        Assert.Equal((EventType.Log, true, null), (other.Type, other.IsJson, other["url.path"]));
        Assert.Equal((EventType.Log, false), (broken.Type, broken.IsJson));
    }

    [Fact]
    public void Parts_without_their_last_become_one_partial_event_with_the_first_time()
    {
        var lines = Lines.ParseText(EventSource.Container, "2026-11-23T07:48:47Z stdout P a \n2026-11-23T07:48:48Z stdout P b\n");

        var orphan = Assert.Single(lines.Events);
        Assert.Equal(
            ("a b", "true", 1L, 2L, "2026-11-23T07:48:47.000000000Z"),
            (orphan.Document, orphan["partial"], orphan.First, orphan.Last, (string?)orphan.Json["time"])
        );
        Assert.Equal(new LineCounts(1, 1, 0, 0), lines.Counts);
    }

    [Fact]
    public void Parts_over_the_limit_become_a_partial_event_cut_at_it()
    {
        var lines = Lines.ParseText(
            EventSource.Container,
            $"2026-11-23T07:48:47Z stdout P {new string('a', 40)}\n2026-11-23T07:48:48Z stdout F {new string('b', 40)}\n",
            new ParserOptions { MaxLineBytes = 70 }
        );

        var seen = Assert.Single(lines.Events);
        Assert.Equal((new string('a', 40) + new string('b', 30), "true"), (seen.Document, seen["partial"]));
        Assert.Equal(new LineCounts(1, 1, 0, 0), lines.Counts);
    }

    [Fact]
    public void Decode_of_something_else_is_null()
    {
        Assert.Null(EventParts.Decode([]));
        Assert.Null(EventParts.Decode(new byte[46]));
        var bytes = new EventParts().Encode();
        bytes[38] = 200;
        Assert.Null(EventParts.Decode(bytes));
    }
}
