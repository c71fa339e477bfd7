namespace Streams.Topologies.Binding;

/// <summary>Headers of our records.</summary>
public static class RecordHeaders
{
    /// <summary>On a raw record: the file the line came from.</summary>
    public const string File = "streams.file";
}
