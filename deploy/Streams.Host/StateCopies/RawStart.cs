namespace Streams.Host.StateCopies;

/// <summary>Where an imported installation goes on in the raw topics.</summary>
internal enum RawStart
{
    /// <summary>Where the copied one was, in the same topics of the same Kafka; at the beginning of new ones.</summary>
    Same,

    /// <summary>At their beginning.</summary>
    Beginning,

    /// <summary>At their end.</summary>
    End,
}
