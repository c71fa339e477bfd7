namespace Streams.Schemas.Parsing;

/// <summary>The reasons of dead letters.</summary>
public static class DeadReasons
{
    /// <summary>Those of what was read, which can be sent back to where it came from.</summary>
    public static IReadOnlyList<DeadReason> OfRecords { get; } = [.. Enum.GetValues<DeadReason>().Where(r => r < DeadReason.RefusedBySink)];
}
