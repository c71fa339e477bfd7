namespace Streams.Schemas.Parsing;

/// <summary>Why a record is a dead letter: every reason there is. The name, in snake case, is the header's value.</summary>
public enum DeadReason : byte
{
    /// <summary>Not the syntax of the source.</summary>
    Malformed,

    /// <summary>JSON that does not parse, or is no object.</summary>
    InvalidJson,

    /// <summary>An object of another kind than the source's.</summary>
    WrongKind,

    /// <summary>A field that the source requires is missing.</summary>
    MissingField,

    /// <summary>A value outside its range (an address, a time, a tag).</summary>
    InvalidValue,

    /// <summary>No bytes, or white space only.</summary>
    Empty,

    /// <summary>Longer than the limit.</summary>
    TooLong,

    /// <summary>Nested deeper than the limit.</summary>
    TooDeep,

    /// <summary>More fields than the limit.</summary>
    TooManyFields,

    /// <summary>An error of ours while deciding about the record.</summary>
    Internal,

    /// <summary>A signal of a rule that no rule set held within its waiting time.</summary>
    RuleUnknown,

    /// <summary>An object of no shipper that is known: nothing says when and where its line was written.</summary>
    UnknownEnvelope,

    /// <summary>An alert that the other side of a sink refuses for good.</summary>
    RefusedBySink,

    /// <summary>An alert that a sink of ours fails on.</summary>
    UnusableBySink,

    /// <summary>A record among the alerts that is none.</summary>
    NotAnAlert,

    /// <summary>A record of a topic of ours that nobody of us wrote.</summary>
    Unsealed,
}
