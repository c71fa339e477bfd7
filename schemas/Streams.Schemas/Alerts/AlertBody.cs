using Streams.Schemas.Avro;
using Streams.Schemas.Entities;

namespace Streams.Schemas.Alerts;

/// <summary>The fields of an alert that came with the schema's second version.</summary>
internal static class AlertBody
{
    public static void Write(Alert alert, AvroWriter writer)
    {
        writer.Block(alert.Group.Count);
        foreach (var (name, value) in alert.Group)
        {
            writer.String(name);
            writer.String(value);
        }

        writer.End();
        writer.Block(alert.EntityValues.Count);
        foreach (var values in alert.EntityValues)
        {
            Write(values, writer);
        }

        writer.End();
        writer.Strings(alert.News);
        writer.OptionalString(alert.Previous);
        writer.OptionalDouble(alert.Measure?.Value);
        writer.String(alert.Measure?.Limit ?? "");
        writer.OptionalString(alert.NewValue);
        writer.Strings(alert.Tags);
        writer.String(alert.Description);
        writer.Strings(alert.References);
        writer.Strings(alert.FalsePositives);
    }

    public static Alert Read(Alert alert, ref AvroReader reader) =>
        alert with
        {
            Group = ReadGroup(ref reader),
            EntityValues = ReadEntityValues(ref reader),
            News = reader.Strings(),
            Previous = reader.OptionalString(),
            Measure = ReadMeasure(ref reader),
            NewValue = reader.OptionalString(),
            Tags = reader.Strings(),
            Description = reader.String(),
            References = reader.Strings(),
            FalsePositives = reader.Strings(),
        };

    private static void Write(EntityValues values, AvroWriter writer)
    {
        writer.String(values.Kind.Name());
        writer.Block(values.Values.Count);
        foreach (var (value, count) in values.Values)
        {
            writer.String(value);
            writer.Long(count);
        }

        writer.End();
        writer.Long(values.Others);
    }

    private static AlertMeasure? ReadMeasure(ref AvroReader reader)
    {
        var (value, limit) = (reader.OptionalNumber(), reader.String());
        return value is { } number ? new AlertMeasure(number, limit) : null;
    }

    private static List<NamedValue> ReadGroup(ref AvroReader reader)
    {
        var group = new List<NamedValue>();
        for (var count = reader.Block(); count > 0; count = reader.Block())
        {
            for (; count > 0 && !reader.Failed; count--)
            {
                group.Add(new NamedValue(reader.String(), reader.String()));
            }
        }

        return group;
    }

    private static List<EntityValues> ReadEntityValues(ref AvroReader reader)
    {
        var all = new List<EntityValues>();
        for (var count = reader.Block(); count > 0; count = reader.Block())
        {
            for (; count > 0 && !reader.Failed; count--)
            {
                var isKnown = EntityKinds.TryParse(reader.String(), out var kind);
                var values = new EntityValues(kind, ReadValues(ref reader), reader.Long());
                if (isKnown)
                {
                    all.Add(values);
                }
            }
        }

        return all;
    }

    private static List<CountedValue> ReadValues(ref AvroReader reader)
    {
        var values = new List<CountedValue>();
        for (var count = reader.Block(); count > 0; count = reader.Block())
        {
            for (; count > 0 && !reader.Failed; count--)
            {
                values.Add(new CountedValue(reader.String(), reader.Long()));
            }
        }

        return values;
    }
}
