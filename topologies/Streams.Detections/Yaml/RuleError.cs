namespace Streams.Detections.Yaml;

/// <summary>Why a rule cannot be used, or what it will not do, and where.</summary>
/// <param name="File">The file as it was named.</param>
/// <param name="Line">From 1; 0 where the whole file is meant.</param>
/// <param name="Column">From 1; 0 where the whole line is meant.</param>
/// <param name="Message">What is wrong, and the mend.</param>
public sealed record RuleError(string File, long Line, long Column, string Message)
{
    /// <summary>How much it matters.</summary>
    public Severity Severity { get; init; } = Severity.Error;

    private string Kind =>
        Severity switch
        {
            Severity.Warning => "warning: ",
            Severity.Style => "style: ",
            _ => "",
        };

    /// <inheritdoc/>
    public override string ToString() => Line == 0 ? $"{File}: {Kind}{Message}" : $"{File}:{Line}:{Column}: {Kind}{Message}";
}
