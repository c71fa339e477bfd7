namespace Streams.Engine.Topics;

/// <summary>Topics are not as the promises need them: every error names the topic and the command that mends it. The host exits with 3.</summary>
/// <param name="errors">The errors.</param>
/// <param name="mayPass">Whether every error may pass without a change of ours: a right that is not given yet.</param>
public sealed class StartCheckException(IReadOnlyList<string> errors, bool mayPass = false) : Exception(string.Join(Environment.NewLine, errors))
{
    /// <summary>Whether every error may pass without a change of ours: a right that is not given yet.</summary>
    public bool MayPass => mayPass;

    /// <summary>Every error.</summary>
    public IReadOnlyList<string> Errors { get; } = errors;
}
