using Streams.Engine.Hosting;

namespace Streams.Topologies.State;

/// <summary>The states of one task, each under its name in the task's store: loaded by one call, and flushed by one.</summary>
/// <param name="store">The task's store.</param>
/// <param name="prefix">What separates them from others' in the store; empty where there are none.</param>
internal sealed class TaskStates(ITaskStore store, string prefix = "") : IStored
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly List<IStored> _states = [];

    /// <summary>A state whose objects are stored whole.</summary>
    public StoreState<T> Whole<T>(string name)
        where T : class => Add(name, full => new StoreState<T>(store, full));

    /// <summary>A state whose objects are stored in parts.</summary>
    public PartedStore<T> Parted<T>(string name)
        where T : class, IParted, new() => Add(name, full => new PartedStore<T>(store, full));

    /// <summary>A state that stores itself in its own way.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="create">Makes it of the name that its keys begin with.</param>
    /// <exception cref="ArgumentException">Another has the name.</exception>
    public T Add<T>(string name, Func<string, T> create)
        where T : IStored
    {
        if (!_names.Add(name))
        {
            throw new ArgumentException($"the task has two states named {name}", nameof(name));
        }

        var state = create(prefix + name);
        _states.Add(state);
        return state;
    }

    /// <inheritdoc/>
    public void Load() => _states.ForEach(static s => s.Load());

    /// <inheritdoc/>
    public void Flush() => _states.ForEach(static s => s.Flush());
}
