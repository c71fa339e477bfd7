using Streams.Detections.Yaml;
using Streams.Host.Configuration.Settings;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Streams.Host.Configuration.Files;

/// <summary>Reads a YAML file with the place of everything in it.</summary>
internal static class ConfigYaml
{
    private const int MaxDepth = 32;
    private const int MaxErrors = 100;

    /// <summary>The file's map; null where it cannot be read, with the errors.</summary>
    public static ConfigNode? Read(string file, List<ConfigError> errors)
    {
        var top = new Place(file, 1, 1);
        YamlStream yaml;
        try
        {
            yaml = YamlLimits.Load(File.ReadAllText(file));
        }
        catch (YamlException e)
        {
            errors.Add(new ConfigError(new Place(file, e.Start.Line, e.Start.Column), "", (e.InnerException ?? e).Message));
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            errors.Add(new ConfigError(new Place(file), "", e.Message));
            return null;
        }

        if (yaml.Documents.Count == 0)
        {
            return ConfigNode.Map(top);
        }

        if (yaml.Documents.Count > 1)
        {
            errors.Add(new ConfigError(PlaceOf(file, yaml.Documents[1].RootNode.Start), "", "is a second document; a configuration is one"));
        }

        var root = Convert(yaml.Documents[0].RootNode, file, 0, errors);
        if (root.IsEmpty)
        {
            return ConfigNode.Map(top);
        }

        if (root.Entries is null)
        {
            errors.Add(new ConfigError(root.Place, "", $"is {root.Kind}; a configuration is a map of settings, as in kafka: {{bootstrap: host:9092}}"));
            return null;
        }

        return root;
    }

    private static ConfigNode Convert(YamlNode node, string file, int depth, List<ConfigError> errors)
    {
        var place = PlaceOf(file, node.Start);
        if (depth > MaxDepth)
        {
            errors.Add(new ConfigError(place, "", $"is nested deeper than {MaxDepth}"));
        }

        // Aliases may multiply what is written beyond measure, or hold themselves.
        if (depth > MaxDepth || errors.Count > MaxErrors)
        {
            return new ConfigNode(place);
        }

        switch (node)
        {
            case YamlMappingNode map:
                var entries = ConfigNode.Map(place);
                foreach (var (key, value) in map.Children)
                {
                    Add(entries, key, Convert(value, file, depth + 1, errors), file, errors);
                }

                return entries;
            case YamlSequenceNode list:
                var items = ConfigNode.List(place);
                items.Items!.AddRange(list.Children.Select(item => Convert(item, file, depth + 1, errors))); // a list has items
                return items;
            default:
                var scalar = node as YamlScalarNode;
                var isNothing = scalar?.Style == ScalarStyle.Plain && scalar.Value is null or "" or "~" or "null";
                return new ConfigNode(place) { Text = isNothing ? null : scalar?.Value };
        }
    }

    private static void Add(ConfigNode map, YamlNode key, ConfigNode value, string file, List<ConfigError> errors)
    {
        var place = PlaceOf(file, key.Start);
        if (key is not YamlScalarNode { Value: { Length: > 0 } name })
        {
            errors.Add(new ConfigError(place, "", "is no name of a setting"));
        }
        else if (!map.Entries!.TryAdd(name, new ConfigEntry(name, place, value))) // a map has entries
        {
            errors.Add(new ConfigError(place, name, $"is written twice, first at {map.Entries[name].Place}"));
        }
    }

    private static Place PlaceOf(string file, Mark mark) => new(file, mark.Line, mark.Column);
}
