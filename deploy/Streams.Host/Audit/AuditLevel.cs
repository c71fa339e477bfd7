namespace Streams.Host.Audit;

/// <summary>How much of a request the API server logs; a higher level carries all of the lower ones.</summary>
internal enum AuditLevel
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Who, what, from where, and the answer's code.</summary>
    Metadata,

    /// <summary>The request's body too.</summary>
    Request,

    /// <summary>Both bodies.</summary>
    RequestResponse,
}
