using Microsoft.Extensions.Configuration;
using Streams.Host.Commands;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Streams.Host.Configuration;

/// <summary>Reads a YAML file and lets the environment override any key.</summary>
internal static class ConfigurationReader
{
    public const string EnvironmentPrefix = "STREAMS__";

    /// <summary>The options.</summary>
    /// <exception cref="UsageException">The file is not there or no YAML, or a key or value is wrong: every error, with its path.</exception>
    public static StreamsOptions Read(string? file)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(file is null ? [] : Flatten(file))
            .AddInMemoryCollection(FromEnvironment())
            .Build();
        StreamsOptions options;
        try
        {
            options = configuration.Get<StreamsOptions>(binder => binder.ErrorOnUnknownConfiguration = true) ?? new StreamsOptions();
        }
        catch (InvalidOperationException e)
        {
            throw new UsageException($"{file ?? "environment"}: {e.InnerException?.Message ?? e.Message}");
        }

        var errors = options.Validate().ToArray();
        return errors.Length == 0 ? options : throw new UsageException(string.Join(System.Environment.NewLine, errors));
    }

    private static IEnumerable<KeyValuePair<string, string?>> FromEnvironment()
    {
        foreach (System.Collections.DictionaryEntry variable in System.Environment.GetEnvironmentVariables())
        {
            if (variable.Key is string name && name.StartsWith(EnvironmentPrefix, StringComparison.OrdinalIgnoreCase))
            {
                yield return new(name[EnvironmentPrefix.Length..].Replace("__", ":", StringComparison.Ordinal), variable.Value as string);
            }
        }
    }

    private static List<KeyValuePair<string, string?>> Flatten(string file)
    {
        if (!File.Exists(file))
        {
            throw new UsageException($"{file}: there is no such file");
        }

        var yaml = new YamlStream();
        try
        {
            using var text = new StreamReader(file);
            yaml.Load(text);
        }
        catch (YamlException e)
        {
            throw new UsageException($"{file}:{e.Start.Line}:{e.Start.Column}: {e.Message}");
        }

        var pairs = new List<KeyValuePair<string, string?>>();
        if (yaml.Documents.Count > 0)
        {
            Flatten(yaml.Documents[0].RootNode, "", pairs);
        }

        return pairs;
    }

    private static void Flatten(YamlNode node, string path, List<KeyValuePair<string, string?>> pairs)
    {
        switch (node)
        {
            case YamlMappingNode map:
                foreach (var (key, value) in map.Children)
                {
                    Flatten(value, path.Length == 0 ? $"{key}" : $"{path}:{key}", pairs);
                }

                break;
            case YamlSequenceNode list:
                for (var i = 0; i < list.Children.Count; i++)
                {
                    Flatten(list.Children[i], $"{path}:{i}", pairs);
                }

                break;
            default:
                pairs.Add(new(path, (node as YamlScalarNode)?.Value));
                break;
        }
    }
}
