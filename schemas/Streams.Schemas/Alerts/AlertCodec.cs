using Streams.Schemas.Avro;
using Streams.Schemas.Events;
using Streams.Schemas.Explanations;
using Streams.Schemas.Signals;

namespace Streams.Schemas.Alerts;

/// <summary>Alerts as Avro (<c>alert.avsc</c>). Its codes stand there twice, the second time as enums: others read names there, we read the numbers.</summary>
public static class AlertCodec
{
    /// <summary>Encodes an alert.</summary>
    public static byte[] Encode(Alert alert, AvroWriter writer)
    {
        writer.Begin(SchemaIds.Alert);
        writer.String(alert.Id);
        writer.String(alert.RuleId);
        writer.String(alert.Title);
        writer.String(alert.Level);
        writer.Long((long)alert.Status);
        writer.Time(alert.Time);
        writer.Time(alert.FirstSeen);
        writer.Time(alert.LastSeen);
        writer.Long(alert.Count);
        SignalCodec.Write(alert.Entities, writer);
        writer.Strings(alert.Attack);
        Write(alert.Sources, writer);
        writer.Block(alert.Evidence.Count);
        foreach (var evidence in alert.Evidence)
        {
            SignalCodec.Write(evidence, writer);
            writer.Long((long)evidence.Source);
        }

        writer.End();
        writer.OptionalDouble(alert.Score?.Value);
        writer.OptionalString(alert.Score?.Model);
        writer.Strings(alert.BlindSpots);
        writer.String(alert.RuleSet);
        AlertBody.Write(alert, writer);
        writer.OptionalString(alert.Storm);
        ExplanationCodec.WriteOptional(alert.Explanation, writer);
        writer.Long((long)alert.Status);
        Write(alert.Sources, writer);
        return writer.ToArray();
    }

    /// <summary>Decodes an alert; null where the bytes are none.</summary>
    public static Alert? Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new AvroReader(bytes);
        if (!reader.BeginAny(SchemaIds.Alert, SchemaIds.AlertV4, SchemaIds.AlertV3, SchemaIds.AlertV2, SchemaIds.AlertV1))
        {
            return null;
        }

        ReadOnlySpan<int> versions = [SchemaIds.AlertV1, SchemaIds.AlertV2, SchemaIds.AlertV3, SchemaIds.AlertV4, SchemaIds.Alert];
        var version = versions.IndexOf(reader.SchemaId) + 1;
        var alert = new Alert
        {
            Id = reader.String(),
            RuleId = reader.String(),
            Title = reader.String(),
            Level = reader.String(),
            Status = (AlertStatus)reader.Code(AlertJson.StatusCount),
            Time = reader.Time(),
            FirstSeen = reader.Time(),
            LastSeen = reader.Time(),
            Count = reader.Long(),
            Entities = SignalCodec.ReadEntities(ref reader),
            Attack = reader.Strings(),
            Sources = ReadSources(ref reader),
            Evidence = ReadEvidence(ref reader, named: version >= 5),
            Score = ReadScore(ref reader),
            BlindSpots = reader.Strings(),
            RuleSet = version == 1 && reader.AtEnd ? "" : reader.String(), // it was added without a version of its own
        };
        alert = version < 2 ? alert : AlertBody.Read(alert, ref reader);
        alert = version < 3 ? alert : alert with { Storm = reader.OptionalString() };
        alert = version < 4 ? alert : alert with { Explanation = ExplanationCodec.ReadOptional(ref reader) };
        if (version >= 5)
        {
            reader.Code(AlertJson.StatusCount);
            ReadSources(ref reader);
        }

        return reader.Failed || !AlertLevels.IsKnown(alert.Level) ? null : alert;
    }

    private static void Write(IReadOnlyList<EventSource> sources, AvroWriter writer)
    {
        writer.Block(sources.Count);
        foreach (var source in sources)
        {
            writer.Long((long)source);
        }

        writer.End();
    }

    private static List<EventSource> ReadSources(ref AvroReader reader)
    {
        var sources = new List<EventSource>();
        for (var count = reader.Block(); count > 0; count = reader.Block())
        {
            for (; count > 0 && !reader.Failed; count--)
            {
                sources.Add((EventSource)reader.Code(EventSources.Count));
            }
        }

        return sources;
    }

    private static List<Evidence> ReadEvidence(ref AvroReader reader, bool named)
    {
        var evidence = new List<Evidence>();
        for (var count = reader.Block(); count > 0; count = reader.Block())
        {
            for (; count > 0 && !reader.Failed; count--)
            {
                evidence.Add(SignalCodec.ReadEvidence(ref reader));
                _ = named ? reader.Code(EventSources.Count) : 0;
            }
        }

        return evidence;
    }

    private static AlertScore? ReadScore(ref AvroReader reader)
    {
        var (value, model) = (reader.OptionalNumber(), reader.OptionalString());
        return value is { } number ? new AlertScore(number, model ?? "") : null;
    }
}
