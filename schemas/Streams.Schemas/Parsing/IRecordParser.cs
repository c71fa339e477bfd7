namespace Streams.Schemas.Parsing;

/// <summary>
/// Turns the bytes of one source into events. A parser may keep buffers, so it belongs to one thread; it keeps no state from record to record.
/// </summary>
public interface IRecordParser
{
    /// <summary>The source it reads.</summary>
    Events.EventSource Source { get; }

    /// <summary>
    /// Parses one record and tells the sink of every event in it, or of the one reason why it holds none.
    /// Data never makes it throw.
    /// </summary>
    void Parse(in RawRecord record, IParseSink sink);
}
