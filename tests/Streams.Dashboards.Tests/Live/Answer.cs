namespace Streams.Dashboards.Tests.Live;

/// <summary>What a server made of a query.</summary>
/// <param name="Error">What it said against it; null: nothing.</param>
/// <param name="Rows">The series or streams that it found.</param>
internal readonly record struct Answer(string? Error, int Rows);
