namespace Streams.Engine.Hosting;

/// <summary>The names that a stage has at the broker and on disk.</summary>
public static class StageNames
{
    /// <summary>The Streamiz application, which is the consumer group too.</summary>
    public static string Application(string prefix, string stage) => prefix + "-" + stage;

    /// <summary>As Streamiz names the changelog of a store.</summary>
    public static string Changelog(string prefix, string stage, string topic) => $"{Application(prefix, stage)}-{Store(stage, topic)}-changelog";

    internal static string Application(EngineOptions options, StageDescriptor stage) => Application(options.ApplicationPrefix, stage.Name);

    internal static string Store(StageDescriptor stage, string topic) => Store(stage.Name, topic);

    internal static string Changelog(EngineOptions options, StageDescriptor stage, string topic) => Changelog(options.ApplicationPrefix, stage.Name, topic);

    private static string Store(string stage, string topic) => stage + "-" + topic;
}
