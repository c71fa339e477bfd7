using System.Text;
using Streams.Schemas.Events;
using Streams.Topologies.Behaviours;

namespace Streams.Topologies.Tests.Behaviours;

public sealed class RollOutReaderTests
{
    private const string Written =
        """{"spec":{"template":{"spec":{"containers":[{"name":"api","image":"api:1","command":["serve"],"env":[{"name":"A","value":"1"}]}]}}}}""";

    [Theory]
    [InlineData("""{"spec":{"template":{"spec":{"containers":[{"env":[{"value":"1","name":"A"}],"command":["serve"],"image":"api:1","name":"api"}]}}}}""")]
    [InlineData(
        """{ "spec": {"template": {"spec": {"containers": [{"name":"api","image":"a\u0070i:1","command":["serve"],"env":[{"name":"A","value":"1"}]}]}}}}"""
    )]
    [InlineData(
        """{"spec":{"template":{"spec":{"x":1,"SPEC":{},"containers":[{"name":"api","IMAGE":"x","image ":"x","image":"api:1","command":["serve"],"env":[{"name":"A","x":2,"value":"1"}]}]}}}}"""
    )]
    [InlineData(
        """{"metadata":{"annotations":{"a":"b"}},"spec":{"replicas":3,"template":{"metadata":{"annotations":{"restartedAt":"x"}},"spec":{"containers":[{"name":"api","image":"api:1","command":["serve"],"env":[{"name":"A","value":"1"}]}]}}}}"""
    )]
    [InlineData(
        """{"spec":{"template":{"spec":{"initContainers":[],"containers":[{"name":"api","image":"api:1","command":["serve"],"args":[],"env":[{"name":"A","value":"1","valueFrom":{}}],"key":null,"value":""}]}}}}"""
    )]
    public void The_same_containers_in_another_form_are_no_roll_out(string body) => Assert.Equal(Of(Written), Of(body));

    [Theory]
    [InlineData("api:1", "api:2")]
    [InlineData("\"serve\"", "\"serve\",\"-x\"")]
    [InlineData("\"value\":\"1\"", "\"value\":\"2\"")]
    [InlineData("\"containers\"", "\"initContainers\"")]
    public void Other_containers_are_one(string from, string to) => Assert.NotEqual(Of(Written), Of(Written.Replace(from, to, StringComparison.Ordinal)));

    [Theory]
    [InlineData("""{"spec":{"template":{"spec":{"nodeSelector":{"a":"b"}}}}}""")]
    [InlineData("""{"spec":{"replicas":4}}""")]
    [InlineData("""[{"op":"replace","path":"/spec/replicas","value":4}]""")]
    public void What_says_nothing_of_containers_is_none(string body) => Assert.Null(Of(body));

    [Fact]
    public void A_json_patch_of_containers_is_one_whatever_else_its_operations_hold()
    {
        var plain = Of("""[{"op":"replace","path":"/spec/template/spec/containers/0/image","value":"api:2"}]""");

        Assert.NotNull(plain);
        Assert.Equal(
            plain,
            Of("""[{"value":"api:2","x":{},"op":"add","path":"/spec/template/spec/containers/0/image"},{"op":"test","path":"/spec/replicas","value":1}]""")
        );
        Assert.NotEqual(plain, Of("""[{"op":"replace","path":"/spec/template/spec/containers/0/image","value":"api:3"}]"""));
    }

    private static string? Of(string body)
    {
        var parsed = new ParsedEvent { Source = EventSource.Audit, Type = EventType.Request };
        parsed.Fields.Add(Field.Verb, "patch");
        parsed.Fields.Add(Field.Resource, "deployments");
        parsed.Fields.Add(Field.ObjectNamespace, "shop");
        parsed.Fields.Add(Field.ObjectName, "api");
        parsed.Document = Encoding.UTF8.GetBytes($"{{\"requestObject\":{body}}}");
        return RollOutReader.Of(parsed)?.Containers;
    }
}
