using Streamiz.Kafka.Net.Crosscutting;
using Streamiz.Kafka.Net.State;
using Streamiz.Kafka.Net.State.Supplier;

namespace Streams.Engine.State;

/// <summary>Makes the store of each task; Streamiz also calls it for sanity builds that are never initialised.</summary>
internal sealed class TaskStoreSupplier(string name, TaskStores stores) : IKeyValueBytesStoreSupplier
{
    public string Name { get; set; } = name;

    public string MetricsScope => "streams";

    public IKeyValueStore<Bytes, byte[]> Get() => new TaskStore(Name, stores);
}
