using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Streams.Detections.Yaml;

/// <summary>Reading nodes with errors that name their place. Plain scalars have YAML 1.2's types: <c>yes</c> is text.</summary>
internal static class YamlAccess
{
    public static YamlNode? Find(this YamlMappingNode map, string key) => map.Children.TryGetValue(new YamlScalarNode(key), out var node) ? node : null;

    public static string? Text(this YamlMappingNode map, string key) =>
        map.Find(key) switch
        {
            null => null,
            YamlScalarNode { Value: { } text } scalar when !scalar.IsNull() => text,
            YamlScalarNode => null,
            var node => throw new RuleException(node.Start, $"'{key}' must be a single value"),
        };

    public static YamlMappingNode? Map(this YamlMappingNode map, string key) =>
        map.Find(key) switch
        {
            null => null,
            YamlMappingNode found => found,
            YamlScalarNode scalar when scalar.IsNull() => null,
            var node => throw new RuleException(node.Start, $"'{key}' must be a map"),
        };

    /// <summary>A list of texts; a single text is a list of one; missing is empty.</summary>
    public static IReadOnlyList<string> Texts(this YamlMappingNode map, string key) =>
        map.Find(key) switch
        {
            null => [],
            YamlScalarNode scalar => scalar.IsNull() ? [] : [scalar.Value ?? ""],
            YamlSequenceNode list =>
            [
                .. list.Select(item =>
                    item is YamlScalarNode { Value: { } text } ? text : throw new RuleException(item.Start, $"'{key}' must be a list of texts")
                ),
            ],
            var node => throw new RuleException(node.Start, $"'{key}' must be a text or a list of texts"),
        };

    public static bool Flag(this YamlMappingNode map, string key, bool otherwise) =>
        map.Text(key) switch
        {
            null => otherwise,
            "true" or "True" or "TRUE" => true,
            "false" or "False" or "FALSE" => false,
            _ => throw new RuleException(map.Find(key)!.Start, $"'{key}' must be true or false"), // Text found it
        };

    public static bool IsNull(this YamlScalarNode scalar) =>
        scalar.Style == ScalarStyle.Plain && scalar.Value is null or "" or "~" or "null" or "Null" or "NULL" && scalar.Style == ScalarStyle.Plain;

    public static bool IsPlain(this YamlScalarNode scalar) => scalar.Style == ScalarStyle.Plain;

    public static string Key(this KeyValuePair<YamlNode, YamlNode> pair) =>
        pair.Key is YamlScalarNode { Value: { } text } ? text : throw new RuleException(pair.Key.Start, "a key must be a text");
}
