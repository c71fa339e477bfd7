namespace Streams.Engine.Topics;

/// <summary>Topics are not as the promises need them: every error names the topic and the command that mends it. The host exits with 3.</summary>
/// <param name="errors">The errors.</param>
public sealed class StartCheckException(IReadOnlyList<string> errors) : Exception(string.Join(Environment.NewLine, errors))
{
    /// <summary>Every error.</summary>
    public IReadOnlyList<string> Errors { get; } = errors;
}
