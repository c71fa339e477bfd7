using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Streams.Detections.Yaml;

/// <summary>YAML's merge keys: <c>&lt;&lt;: *base</c> puts a map's keys, or those of several, where they are not written out. The library leaves them as they stand.</summary>
internal static class MergeKeys
{
    private static readonly YamlScalarNode Key = new("<<");

    /// <exception cref="YamlException">What is merged is no map.</exception>
    public static void Apply(YamlNode node) => Apply(node, new HashSet<YamlNode>(ReferenceEqualityComparer.Instance));

    private static void Apply(YamlNode node, HashSet<YamlNode> done)
    {
        if (node is YamlScalarNode || !done.Add(node))
        {
            return; // an alias is the node it stands for
        }

        foreach (var child in node is YamlMappingNode parent ? parent.Children.Values : ((YamlSequenceNode)node).Children)
        {
            Apply(child, done);
        }

        if (node is not YamlMappingNode map || !map.Children.TryGetValue(Key, out var merged))
        {
            return;
        }

        map.Children.Remove(Key);
        foreach (var source in merged is YamlSequenceNode list ? list.Children : [merged])
        {
            foreach (
                var (key, value) in source is YamlMappingNode from
                    ? from.Children
                    : throw new YamlException(source.Start, source.End, "'<<' merges a map, or a list of maps")
            )
            {
                map.Children.TryAdd(key, value);
            }
        }
    }
}
