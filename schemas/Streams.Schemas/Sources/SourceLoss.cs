namespace Streams.Schemas.Sources;

/// <summary>What events of one envelope lack.</summary>
/// <param name="Envelope">The envelope.</param>
/// <param name="What"><c>time</c>, <c>origin</c>, or <c>fields</c> of a sensor's row.</param>
/// <param name="Events">How many lack it.</param>
/// <param name="Mend">The setting of the shipper that brings it.</param>
public sealed record SourceLoss(string Envelope, string What, long Events, string Mend);
