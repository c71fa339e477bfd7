namespace Streams.Engine.Hosting;

/// <summary>The names that a stage has at the broker and on disk.</summary>
internal static class StageNames
{
    public static string Application(EngineOptions options, StageDescriptor stage) => options.ApplicationPrefix + "-" + stage.Name;

    public static string Store(StageDescriptor stage, string topic) => stage.Name + "-" + topic;

    /// <summary>As Streamiz names the changelog of a store.</summary>
    public static string Changelog(EngineOptions options, StageDescriptor stage, string topic) =>
        $"{Application(options, stage)}-{Store(stage, topic)}-changelog";
}
