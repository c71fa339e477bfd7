using Streams.Schemas.Avro;

namespace Streams.Topologies.Binding;

/// <summary>How a batch of items is written.</summary>
/// <param name="Begin">Begins one.</param>
/// <param name="Add">Adds an item to one that was begun.</param>
/// <param name="End">Ends one: its bytes.</param>
internal sealed record BatchCodec<T>(Action<AvroWriter> Begin, Action<T, AvroWriter> Add, Func<AvroWriter, byte[]> End);
