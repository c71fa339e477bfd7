namespace Streams.Fuzzing;

/// <summary>A thing that reads what others write.</summary>
/// <param name="Seeds">What it takes, to begin with.</param>
/// <param name="Run">Reads an input; an exception is a finding.</param>
internal sealed record FuzzTarget(Func<IEnumerable<byte[]>> Seeds, Action<byte[]> Run);
