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
}
