namespace Streams.Topologies.State;

/// <summary>State in front of a task's store.</summary>
internal interface IStored
{
    /// <summary>Takes in what was restored.</summary>
    void Load();

    /// <summary>Writes what was touched.</summary>
    void Flush();
}
