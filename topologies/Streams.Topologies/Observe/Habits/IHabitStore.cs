namespace Streams.Topologies.Observe.Habits;

/// <summary>Where habits are kept between commits, in small pieces.</summary>
public interface IHabitStore
{
    /// <summary>Everything that is kept.</summary>
    IEnumerable<(string Key, byte[] Value)> Load();

    /// <summary>Puts a value; null removes the key.</summary>
    void Put(string key, byte[]? value);
}
