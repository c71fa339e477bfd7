using YamlDotNet.RepresentationModel;

namespace Streams.Host.Audit;

/// <summary>Reads the nodes of a policy; what is missing is empty.</summary>
internal static class PolicyYaml
{
    public static string Text(YamlMappingNode map, string key) => Find(map, key) is YamlScalarNode { Value: { } text } ? text : "";

    public static IReadOnlyList<string> Texts(YamlMappingNode map, string key) => Find(map, key) is YamlSequenceNode list ? [.. list.Select(v => $"{v}")] : [];

    public static IEnumerable<YamlMappingNode> Maps(YamlMappingNode map, string key) =>
        Find(map, key) is YamlSequenceNode list ? list.OfType<YamlMappingNode>() : [];

    private static YamlNode? Find(YamlMappingNode map, string key) => map.Children.TryGetValue(new YamlScalarNode(key), out var node) ? node : null;
}
