using System.Globalization;
using System.Text.Json;
using Streams.Models.Habits;
using Streams.Schemas.Behaviours;
using Streams.Schemas.Events;
using Streams.Topologies.State;

namespace Streams.Topologies.Observe.Habits;

/// <summary>The stored form of habits: counts of an entity in one record, each value in one of its own, and each workload's roll-outs. Version 1.</summary>
internal static class HabitRecords
{
    public const char Separator = '\u001f';
    public const char Entity = 'e';
    public const char Value = 'v';
    public const char RollOuts = 'o';

    /// <summary>The key of an entity's counts.</summary>
    public static string KeyOf(string cluster, string entity) => $"{Entity}{Separator}{cluster}{Separator}{Part(entity)}";

    /// <summary>The key of a value.</summary>
    public static string KeyOf(string cluster, string entity, HabitAspect aspect, string value) =>
        string.Create(CultureInfo.InvariantCulture, $"{Value}{Separator}{cluster}{Separator}{Part(entity)}{Separator}{(int)aspect}{Separator}{value}");

    /// <summary>The key of a workload's roll-outs.</summary>
    public static string RollOutKeyOf(string cluster, string workload) => $"{RollOuts}{Separator}{cluster}{Separator}{Part(workload)}";

    /// <summary>A name within a key: whoever chose it does not say where the key's parts end.</summary>
    public static string Part(string name) => name.Contains(Separator, StringComparison.Ordinal) ? name.Replace(Separator, '\ufffd') : name;

    /// <summary>Writes an entity's counts.</summary>
    public static byte[] Write(EntityHabits habits)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteNumber("v", 1);
            json.WriteNumber("first", habits.First.Nanoseconds);
            json.WriteNumber("last", habits.Last.Nanoseconds);
            if (habits.LookedUp is { } asked)
            {
                json.WriteNumber("asked", asked.Nanoseconds);
            }

            json.WriteStartArray("aspects");
            for (var i = 0; i < HabitClasses.Aspects; i++)
            {
                if (habits.Find((HabitAspect)i) is { } aspect)
                {
                    Numbers(json, i, aspect.Sightings, aspect.SettledAt?.Nanoseconds ?? -1);
                }
            }

            json.WriteEndArray();
            json.WriteStartArray("classes");
            foreach (var row in HabitClasses.All)
            {
                if (habits.Find(row.Class) is { } @class)
                {
                    Numbers(json, (int)row.Class, @class.New, BitConverter.DoubleToInt64Bits(@class.Cost), BitConverter.DoubleToInt64Bits(@class.Foreseen));
                }
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }

    /// <summary>Reads an entity's counts; how many values were seen once comes with the values.</summary>
    public static EntityHabits ReadEntity(ReadOnlySpan<byte> bytes)
    {
        using var document = JsonDocument.Parse(bytes.ToArray());
        var root = document.RootElement;
        var habits = new EntityHabits(new(root.GetProperty("first").GetInt64()))
        {
            Last = new(root.GetProperty("last").GetInt64()),
            LookedUp = root.TryGetProperty("asked", out var asked) ? new Timestamp(asked.GetInt64()) : null,
        };
        foreach (var row in root.GetProperty("aspects").EnumerateArray())
        {
            var aspect = habits.Of((HabitAspect)row[0].GetInt32());
            aspect.Sightings = row[1].GetInt64();
            aspect.SettledAt = row[2].GetInt64() is >= 0 and var at ? new Timestamp(at) : null;
        }

        foreach (var row in root.GetProperty("classes").EnumerateArray())
        {
            var @class = habits.Of((HabitClass)row[0].GetInt32());
            @class.New = row[1].GetInt32();
            @class.Cost = BitConverter.Int64BitsToDouble(row[2].GetInt64());
            @class.Foreseen = BitConverter.Int64BitsToDouble(row[3].GetInt64());
        }

        return habits;
    }

    /// <summary>Writes a value.</summary>
    public static byte[] Write(in ValueTrace trace) => JsonSerializer.SerializeToUtf8Bytes(trace, StateJson.Options);

    /// <summary>Writes a workload's roll-outs.</summary>
    public static byte[] Write(IReadOnlyList<RollOutFact> facts) => JsonSerializer.SerializeToUtf8Bytes(facts, StateJson.Options);

    /// <summary>Reads a workload's roll-outs.</summary>
    public static IReadOnlyList<RollOutFact> ReadRollOuts(ReadOnlySpan<byte> bytes) => JsonSerializer.Deserialize<RollOutFact[]>(bytes, StateJson.Options)!; // written above

    /// <summary>Puts back a value.</summary>
    public static void ReadValue(EntityHabits habits, HabitAspect aspect, string value, ReadOnlySpan<byte> bytes)
    {
        var trace = JsonSerializer.Deserialize<ValueTrace>(bytes, StateJson.Options);
        habits.Of(aspect).Add(value, trace);
        habits.Of(trace.Class).Once += trace.IsOnce ? 1 : 0;
    }

    private static void Numbers(Utf8JsonWriter json, params ReadOnlySpan<long> numbers)
    {
        json.WriteStartArray();
        foreach (var number in numbers)
        {
            json.WriteNumberValue(number);
        }

        json.WriteEndArray();
    }
}
