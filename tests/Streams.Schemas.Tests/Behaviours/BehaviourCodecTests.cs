using Streams.Schemas.Avro;
using Streams.Schemas.Behaviours;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;
using Streams.Schemas.Signals;

namespace Streams.Schemas.Tests.Behaviours;

public sealed class BehaviourCodecTests
{
    [Fact]
    public void Decode_a_batch_of_several_gives_all_of_them_in_order()
    {
        Behaviour[] batch = [Some(1), Some(2), Some(3)];
        var writer = new AvroWriter();
        BehaviourCodec.Begin(writer);
        foreach (var behaviour in batch)
        {
            BehaviourCodec.Add(behaviour, writer);
        }

        var read = BehaviourCodec.Decode(BehaviourCodec.End(writer));

        Assert.Equal(batch.Select(Text), read!.Select(Text)); // it is a batch
    }

    [Fact]
    public void Decode_another_schemas_bytes_gives_null() => Assert.Null(BehaviourCodec.Decode([0, 0, 0, 0, 3, 0]));

    private static string Text(Behaviour b) =>
        $"{b.Class} {b.Cluster} {b.Entity} {b.Value} {b.Act} {b.Workload} {b.Detail} {b.Traits} {b.Entities[EntityKind.Workload]} {b.Evidence} {b.TimeSource} {string.Join(',', b.Alerted)}";

    private static Behaviour Some(int n)
    {
        var entities = new EntitySet { [EntityKind.Workload] = $"shop/w{n}" };
        return new Behaviour
        {
            Class = n == 2 ? Behaviour.RollOut : n,
            Cluster = "east",
            Entity = $"shop/w{n}",
            Value = $"v{n}",
            Act = n == 1 ? null : "get secrets",
            Workload = n == 2 ? null : "shop/w",
            Detail = n == 3 ? null : "10.0.0.1",
            Traits = BehaviourTraits.Own | BehaviourTraits.Person,
            Entities = entities,
            Evidence = new Evidence
            {
                EventId = $"e{n}",
                Source = EventSource.Audit,
                Time = new Timestamp(1_000 + n),
                Provenance = new Provenance("raw.audit", 1, n, n),
                Excerpt = "line",
            },
            TimeSource = TimeSource.Kafka,
            Alerted = n == 2 ? [] : ["a", $"b{n}"],
        };
    }
}
