using Streams.Schemas.Avro;

namespace Streams.Schemas.Signals;

/// <summary>Batches of observations as Avro (<c>observations.avsc</c>): one record carries the pairs of one commit interval for one partition of stage B.</summary>
public static class ObservationCodec
{
    /// <summary>Begins a batch.</summary>
    public static void Begin(AvroWriter batch) => batch.Begin(SchemaIds.Observations);

    /// <summary>Adds an observation to a batch that was begun.</summary>
    public static void Add(Observation observation, AvroWriter batch)
    {
        batch.Block(1);
        batch.String(observation.Correlation.Text);
        batch.String(observation.Subject);
        batch.String(observation.Value);
        SignalCodec.Write(observation.Evidence, batch);
        batch.Block(observation.Signals.Count);
        foreach (var signal in observation.Signals)
        {
            SignalCodec.Write(signal, batch);
        }

        batch.End();
    }

    /// <summary>Ends a batch.</summary>
    public static byte[] End(AvroWriter batch)
    {
        batch.End();
        return batch.ToArray();
    }

    /// <summary>Decodes a batch, in order; null where the bytes are none.</summary>
    public static IReadOnlyList<Observation>? Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new AvroReader(bytes);
        if (!reader.Begin(SchemaIds.Observations))
        {
            return null;
        }

        var observations = new List<Observation>();
        for (var count = reader.Block(); count > 0; count = reader.Block())
        {
            for (; count > 0 && !reader.Failed; count--)
            {
                observations.Add(Read(ref reader));
            }
        }

        return reader.Failed ? null : observations;
    }

    private static Observation Read(ref AvroReader reader)
    {
        var (correlation, subject, value, evidence) = (reader.String(), reader.String(), reader.String(), SignalCodec.ReadEvidence(ref reader));
        var signals = new List<Signal>();
        for (var count = reader.Block(); count > 0; count = reader.Block())
        {
            for (; count > 0 && !reader.Failed; count--)
            {
                signals.Add(SignalCodec.Read(ref reader));
            }
        }

        return new Observation
        {
            Correlation = new CorrelationHash(correlation),
            Subject = subject,
            Value = value,
            Evidence = evidence,
            Signals = signals,
        };
    }
}
