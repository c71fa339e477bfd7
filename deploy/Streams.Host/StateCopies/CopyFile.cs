namespace Streams.Host.StateCopies;

/// <summary>A file of a copy.</summary>
/// <param name="Name">Its path within the copy.</param>
/// <param name="Records">The lines in it.</param>
/// <param name="Sha256">What its bytes must hash to.</param>
internal sealed record CopyFile(string Name, long Records, string Sha256);
