namespace Streams.Detections.Yaml;

/// <summary>How much what is told of a rule matters.</summary>
public enum Severity
{
    /// <summary>The rule does not load.</summary>
    Error,

    /// <summary>It loads, and does less than it says: it can never match, or loses a branch, or keeps what it should leave out.</summary>
    Warning,

    /// <summary>Only a person or another tool would stumble over it.</summary>
    Style,
}
