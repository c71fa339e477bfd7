using Streams.Detections.Matching;
using Streams.Schemas.Behaviours;
using Streams.Schemas.Events;
using Streams.Topologies.Behaviours;

namespace Streams.Topologies.Tests.Behaviours;

public sealed class ApiActTests
{
    [Theory]
    [InlineData("/api/v1/nodes/worker-a/proxy/metrics?x=1", "/api/v1/nodes/worker-b/proxy/metrics/cadvisor", true)]
    [InlineData("/api/v1/nodes/worker-a/proxy/metrics", "/api/v1/nodes/worker-a/proxy/run/store/web/c", false)]
    [InlineData("/api/v1/nodes/worker-a/proxy", "/api/v1/nodes/worker-b/proxy/", true)]
    public void What_is_asked_of_a_kubelet_is_the_act_and_not_which_node_it_is(string one, string other, bool isSame)
    {
        var (first, second) = (Kubelet("worker-a", one), Kubelet("worker-b", other));

        Assert.Equal(HabitClass.Exec, first.Class);
        Assert.Equal(isSame, first.Value == second.Value);
    }

    private static ApiAct Kubelet(string node, string uri)
    {
        var fields = new ParsedEvent { Source = EventSource.Audit, Type = EventType.Request }.Fields;
        fields.Add(Field.AuditStage, "ResponseComplete");
        fields.Add(Field.Verb, "get");
        fields.Add(Field.Resource, "nodes");
        fields.Add(Field.Subresource, "proxy");
        fields.Add(Field.ObjectName, node);
        fields.Add(Field.RequestUri, uri);
        return ApiAct.Of(fields)!;
    }
}
