using System.Globalization;
using System.Text.Json;
using Streams.Schemas.Events;
using Streams.Schemas.Signals;
using Streams.Topologies.State;

namespace Streams.Topologies.Observe.Habits;

/// <summary>Up to when the surprises of an entity have been told by a rule: what was told is not told again in another alert.</summary>
internal sealed class ToldTimes
{
    /// <summary>The first part of a key.</summary>
    public const string Record = "t";

    private readonly Dictionary<string, Timestamp> _told = new(StringComparer.Ordinal);
    private readonly HashSet<string> _changed = new(StringComparer.Ordinal);

    /// <summary>How many are known.</summary>
    public int Count => _told.Count;

    /// <summary>The key of a rule and an entity.</summary>
    public static string KeyOf(CorrelationHash rule, string cluster, string entity) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Record}{HabitRecords.Separator}{rule.Text}{HabitRecords.Separator}{cluster}{HabitRecords.Separator}{entity}"
        );

    /// <summary>Up to when what was told counts no more, because its alert is over.</summary>
    public Timestamp After(string key, Timestamp time, long suppress) =>
        _told.TryGetValue(key, out var last) && time - last > suppress ? last : Timestamp.Unknown;

    /// <summary>Surprises up to a time have been told.</summary>
    public void Tell(string key, Timestamp time)
    {
        _told[key] = time;
        _changed.Add(key);
    }

    /// <summary>Forgets what no window that is still judged reaches back to.</summary>
    public void Forget(Timestamp before)
    {
        foreach (var (key, time) in _told)
        {
            if (time < before)
            {
                _told.Remove(key);
                _changed.Add(key);
            }
        }
    }

    /// <summary>Puts back what was stored.</summary>
    public void Restore(string key, byte[] bytes) => _told[key] = JsonSerializer.Deserialize<Timestamp>(bytes, StateJson.Options);

    /// <summary>Writes what has changed.</summary>
    public void Flush(IHabitStore store)
    {
        foreach (var key in _changed)
        {
            store.Put(key, _told.TryGetValue(key, out var time) ? JsonSerializer.SerializeToUtf8Bytes(time, StateJson.Options) : null);
        }

        _changed.Clear();
    }
}
