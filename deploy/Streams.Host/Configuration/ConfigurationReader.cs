using Microsoft.Extensions.Configuration;
using Streams.Host.Commands;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Streams.Host.Configuration;

/// <summary>Reads a YAML file and lets the environment override any key.</summary>
internal static class ConfigurationReader
{
    public const string EnvironmentPrefix = "STREAMS__";
    private const string RawSection = "kafka:raw";

    /// <summary>The options.</summary>
    /// <exception cref="UsageException">The file is not there or no YAML, or a key or value is wrong: every error, with its path.</exception>
    public static StreamsOptions Read(string? file)
    {
        var written = file is null ? [] : Flatten(file);
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(written)
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

        options.Kafka.Raw = RawTopics(configuration, written.Exists(p => p.Key.StartsWith($"{RawSection}:", StringComparison.OrdinalIgnoreCase)));
        var errors = options.Validate().ToArray();
        return errors.Length == 0 ? options : throw new UsageException(string.Join(System.Environment.NewLine, errors));
    }

    /// <summary>A file that names raw topics names all of them: a source it leaves out is not read. The environment changes single ones.</summary>
    private static Dictionary<string, string> RawTopics(IConfiguration configuration, bool namedByFile)
    {
        var topics = namedByFile ? [] : new KafkaOptions().Raw;
        foreach (var topic in configuration.GetSection(RawSection).GetChildren())
        {
            topics[topic.Key.ToLowerInvariant()] = topic.Value ?? "";
        }

        return topics;
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
