namespace Streams.Host.Diagnosis;

/// <summary>A file of a bundle.</summary>
/// <param name="Name">Its name.</param>
/// <param name="WriteAsync">What is in it; what goes wrong is written in its place.</param>
internal sealed record DiagnosisPart(string Name, Func<CancellationToken, Task<string>> WriteAsync);
