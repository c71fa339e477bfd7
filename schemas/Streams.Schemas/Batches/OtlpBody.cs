namespace Streams.Schemas.Batches;

/// <summary>What the body of a log record is.</summary>
internal enum OtlpBody : byte
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>A text.</summary>
    Text,

    /// <summary>Bytes in base64.</summary>
    Bytes,

    /// <summary>Any other value: a list of keys and values, a number.</summary>
    Value,
}
