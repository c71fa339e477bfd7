namespace Streams.Host.Doctor;

/// <summary>How a check ended.</summary>
internal enum Verdict
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>It works, but something is lost or weaker than it could be.</summary>
    Warning,

    /// <summary>It does not work, or rules are blind.</summary>
    Failure,
}
