using System.Runtime.InteropServices;
using Streams.Schemas.Behaviours;

namespace Streams.Models.Habits;

/// <summary>How many entities of a cluster have a value, by aspect, and the bytes that values take, about.</summary>
internal sealed class ValueHolders
{
    private const int ValueBytes = 200;
    private readonly Dictionary<string, int>[] _holders =
    [
        .. Enumerable.Range(0, HabitClasses.Aspects).Select(_ => new Dictionary<string, int>(StringComparer.Ordinal)),
    ];

    /// <summary>The bytes of all values of all entities.</summary>
    public long Bytes { get; private set; }

    /// <summary>How many have a value.</summary>
    public int Count(HabitAspect aspect, string value) => _holders[(int)aspect].GetValueOrDefault(value);

    /// <summary>One more has it.</summary>
    public void Add(HabitAspect aspect, string value)
    {
        CollectionsMarshal.GetValueRefOrAddDefault(_holders[(int)aspect], value, out _)++;
        Bytes += CostOf(value);
    }

    /// <summary>One less has it.</summary>
    public void Remove(HabitAspect aspect, string value)
    {
        Bytes -= CostOf(value);
        ref var holders = ref CollectionsMarshal.GetValueRefOrNullRef(_holders[(int)aspect], value);
        if (--holders == 0)
        {
            _holders[(int)aspect].Remove(value);
        }
    }

    private static long CostOf(string value) => ValueBytes + (sizeof(char) * (long)value.Length);
}
