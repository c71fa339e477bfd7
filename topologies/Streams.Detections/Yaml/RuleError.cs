namespace Streams.Detections.Yaml;

/// <summary>Why a rule cannot be used, and where.</summary>
/// <param name="File">The file as it was named.</param>
/// <param name="Line">From 1; 0 where the whole file is meant.</param>
/// <param name="Column">From 1; 0 where the whole line is meant.</param>
/// <param name="Message">What is wrong, and the mend.</param>
public sealed record RuleError(string File, long Line, long Column, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => Line == 0 ? $"{File}: {Message}" : $"{File}:{Line}:{Column}: {Message}";
}
