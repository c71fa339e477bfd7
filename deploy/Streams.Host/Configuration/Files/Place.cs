namespace Streams.Host.Configuration.Files;

/// <summary>Where something was written.</summary>
/// <param name="Source">The file, or the environment variable.</param>
/// <param name="Line">The line in the file, from 1; 0: none.</param>
/// <param name="Column">The column, from 1.</param>
internal readonly record struct Place(string Source, long Line = 0, long Column = 0)
{
    public override string ToString() => Line == 0 ? Source : $"{Source}:{Line}:{Column}";
}
