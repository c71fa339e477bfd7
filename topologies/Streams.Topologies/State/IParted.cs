namespace Streams.Topologies.State;

/// <summary>The state of one key whose parts are stored one by one: what is written follows what has changed, not what there is.</summary>
public interface IParted
{
    /// <summary>Begins to remember which parts change; those that are there count as changed.</summary>
    void Follow();

    /// <summary>The parts that changed since the last call; without bytes where one is gone.</summary>
    IReadOnlyList<KeyValuePair<string, byte[]?>> TakeChanges();

    /// <summary>What is no part, with the version of the form.</summary>
    byte[] WriteHead();

    /// <summary>Takes in a head of this form, or of the first, which held the parts as well.</summary>
    /// <returns>Whether it was of the first form: all must be written anew.</returns>
    bool ReadHead(byte[] head);

    /// <summary>Takes in a part.</summary>
    void ReadPart(string name, byte[] part);
}
