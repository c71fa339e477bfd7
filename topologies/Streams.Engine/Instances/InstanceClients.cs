namespace Streams.Engine.Instances;

/// <summary>The decorated clients of one instance, once Streamiz has asked for them: before any task.</summary>
internal sealed class InstanceClients
{
    /// <summary>Null before Streamiz has asked for it.</summary>
    public IStageProducer? Producer { get; set; }

    /// <summary>Null before Streamiz has asked for it.</summary>
    public IRestoreBounds? Restore { get; set; }
}
