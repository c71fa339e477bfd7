namespace Streams.Topologies.Binding;

/// <summary>Headers of our records.</summary>
public static class RecordHeaders
{
    /// <summary>On a raw record: the file the line came from.</summary>
    public const string File = "streams.file";

    /// <summary>On a dead letter: why, in snake case.</summary>
    public const string Reason = "streams.reason";

    /// <summary>On a dead letter: where and what, for a person.</summary>
    public const string Detail = "streams.detail";

    /// <summary>On a dead letter: the parser, that is, the source.</summary>
    public const string Parser = "streams.parser";

    /// <summary>On a dead letter: the topic it came from.</summary>
    public const string Topic = "streams.topic";

    /// <summary>On a dead letter: the partition it came from.</summary>
    public const string Partition = "streams.partition";

    /// <summary>On a dead letter: the offset it came from.</summary>
    public const string Offset = "streams.offset";
}
