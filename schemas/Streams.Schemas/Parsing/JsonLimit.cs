namespace Streams.Schemas.Parsing;

/// <summary>The words for a passed limit.</summary>
internal static class JsonLimit
{
    /// <summary>What is wrong, for a person.</summary>
    public static string Text(DeadReason? failure) =>
        failure switch
        {
            DeadReason.TooDeep => "nested deeper than the limit",
            DeadReason.TooManyFields => "more fields than the limit",
            _ => "not a JSON object",
        };
}
