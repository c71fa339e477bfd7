using Streams.Schemas.Entities;
using Streams.Schemas.Events;
using Streams.Topologies.Entities;

namespace Streams.Topologies.Tests.Entities;

public sealed class EntityResolverTests
{
    [Theory]
    [InlineData("10.0.0.9", "shop/web")]
    [InlineData("10.0.0.77", null)]
    [InlineData("203.0.113.9", null)]
    public void Resolve_flow_names_the_workload_of_an_internal_destination(string destination, string? workload)
    {
        var table = new EntityTable([]);
        table.Learn(
            new EntityFact
            {
                Namespace = "shop",
                Pod = "web-5d8f6c7b94-x2k4q",
                PodUid = "u",
                ValidFrom = Some.At(0),
                Ips = ["10.0.0.9"],
            }
        );
        var flow = new ParsedEvent();
        flow.Reset(EventSource.Kernel);
        flow.Fields.Add(Field.SourceIp, "10.0.0.5");
        flow.Fields.Add(Field.DestinationIp, destination);
        flow.Fields.Add(Field.DestinationPort, 5432);
        var entities = new EntitySet();

        new EntityResolver(table, "", "").Resolve(flow, Some.At(10), entities);

        Assert.Equal(workload, entities[EntityKind.DestinationWorkload]);
    }

    /// <summary>A token bound to one pod, used from an address: which pod used it, and which one the event is of.</summary>
    [Theory]
    [InlineData("10.0.0.9", "secrets", "", "web-0", "web-0")]
    [InlineData("10.0.0.8", "secrets", "", "thief-0", "thief-0")]
    [InlineData("10.0.0.8", "pods", "db-0", "thief-0", "db-0")]
    [InlineData("10.0.0.9", "pods", "db-0", "web-0", "db-0")]
    [InlineData("203.0.113.9", "pods", "db-0", null, "db-0")]
    [InlineData("203.0.113.9", "secrets", "", null, null)]
    public void Resolve_request_names_the_pod_that_used_a_bound_token_whatever_the_request_is_about(
        string address,
        string resource,
        string name,
        string? caller,
        string? pod
    )
    {
        var table = new EntityTable([]);
        foreach (var (owner, ip) in (ReadOnlySpan<(string, string)>)[("web-0", "10.0.0.9"), ("thief-0", "10.0.0.8")])
        {
            table.Learn(
                new EntityFact
                {
                    Namespace = "shop",
                    Pod = owner,
                    PodUid = owner + "-uid",
                    ValidFrom = Some.At(0),
                    Ips = [ip],
                }
            );
        }

        var request = new ParsedEvent();
        request.Reset(EventSource.Audit);
        request.Fields.Add(Field.SourceIp, address);
        request.Fields.Add(Field.TokenPodName, "web-0");
        request.Fields.Add(Field.TokenPodUid, "web-0-uid");
        request.Fields.Add(Field.Resource, resource);
        request.Fields.Add(Field.ObjectNamespace, "shop");
        request.Fields.Add(Field.ObjectName, name);
        var entities = new EntitySet();

        new EntityResolver(table, "", "").Resolve(request, Some.At(10), entities);

        Assert.Equal((caller, pod), (request.Fields.String(Field.CallerPod), entities[EntityKind.Pod]));
        Assert.Equal(pod is null or "db-0" ? null : pod + "-uid", entities[EntityKind.PodUid]);
    }
}
