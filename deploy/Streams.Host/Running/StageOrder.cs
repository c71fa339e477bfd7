namespace Streams.Host.Running;

/// <summary>The stages' names, in the order in which records go through them.</summary>
internal static class StageOrder
{
    public const string Normalise = "normalise";

    public const string Observe = "observe";

    public const string Correlate = "correlate";
}
