namespace Streams.Schemas.Parsing;

/// <summary>A record, or an element of one, that cannot be parsed. Valid during the call only.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Detail">Where and what, for a person.</param>
/// <param name="Index">The element's place in the record, from 0.</param>
/// <param name="Bytes">The element as it stood in the record; the whole record where it is the only one.</param>
/// <param name="Count">How many elements it stands for: past the limit of dead letters for one record, one stands for the rest.</param>
public readonly record struct DeadElement(DeadReason Reason, string Detail, int Index, ReadOnlyMemory<byte> Bytes, int Count = 1);
