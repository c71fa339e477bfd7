using Streams.Schemas.Avro;
using Streams.Schemas.Events;
using Streams.Schemas.Signals;

namespace Streams.Schemas.Behaviours;

/// <summary>Batches of behaviours as Avro (<c>behaviours.avsc</c>).</summary>
public static class BehaviourCodec
{
    /// <summary>Begins a batch.</summary>
    public static void Begin(AvroWriter batch) => batch.Begin(SchemaIds.Behaviours);

    /// <summary>Adds a behaviour to a batch that was begun.</summary>
    public static void Add(Behaviour behaviour, AvroWriter batch)
    {
        batch.Block(1);
        batch.Long(behaviour.Class);
        batch.String(behaviour.Cluster);
        batch.String(behaviour.Entity);
        batch.String(behaviour.Value);
        batch.OptionalString(behaviour.Act);
        batch.OptionalString(behaviour.Workload);
        batch.OptionalString(behaviour.Detail);
        batch.Long((long)behaviour.Traits);
        SignalCodec.Write(behaviour.Entities, batch);
        SignalCodec.Write(behaviour.Evidence, batch);
        batch.Long((long)behaviour.TimeSource);
        batch.Strings(behaviour.Alerted);
    }

    /// <summary>Ends a batch.</summary>
    public static byte[] End(AvroWriter batch)
    {
        batch.End();
        return batch.ToArray();
    }

    /// <summary>Decodes a batch, in order; null where the bytes are none.</summary>
    public static IReadOnlyList<Behaviour>? Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new AvroReader(bytes);
        var isCurrent = reader.Begin(SchemaIds.Behaviours);
        if (!isCurrent)
        {
            reader = new AvroReader(bytes);
            if (!reader.Begin(SchemaIds.BehavioursV1))
            {
                return null;
            }
        }

        var behaviours = new List<Behaviour>();
        for (var count = reader.Block(); count > 0; count = reader.Block())
        {
            for (; count > 0 && !reader.Failed; count--)
            {
                behaviours.Add(Read(ref reader, isCurrent));
            }
        }

        return reader.Failed ? null : behaviours;
    }

    private static Behaviour Read(ref AvroReader reader, bool isCurrent) =>
        new()
        {
            Class = reader.Int(),
            Cluster = reader.String(),
            Entity = reader.String(),
            Value = reader.String(),
            Act = reader.OptionalString(),
            Workload = reader.OptionalString(),
            Detail = reader.OptionalString(),
            Traits = (BehaviourTraits)reader.Int(),
            Entities = SignalCodec.ReadEntities(ref reader),
            Evidence = SignalCodec.ReadEvidence(ref reader),
            TimeSource = (TimeSource)reader.Code((int)TimeSource.TimeBase + 1),
            Alerted = isCurrent ? reader.Strings() : [],
        };
}
