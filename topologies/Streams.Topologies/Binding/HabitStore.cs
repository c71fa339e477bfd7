using Streams.Engine.Hosting;
using Streams.Topologies.Observe.Habits;
using Streams.Topologies.State;

namespace Streams.Topologies.Binding;

/// <summary>Habits in a task's change-logged store.</summary>
internal sealed class HabitStore(ITaskStore store) : IHabitStore
{
    private readonly PiecedStore _store = new(store, "habits");

    public IEnumerable<(string Key, byte[] Value)> Load() => _store.Load();

    public void Put(string key, byte[]? value) => _store.Write(key, value);
}
