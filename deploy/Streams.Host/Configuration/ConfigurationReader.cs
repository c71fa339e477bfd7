using System.Collections;
using Streams.Host.Configuration.Files;
using Streams.Host.Configuration.Settings;

namespace Streams.Host.Configuration;

/// <summary>Reads a YAML file and lets the environment override any key.</summary>
internal static class ConfigurationReader
{
    /// <summary>The options; settings under old names are told to standard error.</summary>
    /// <exception cref="UsageException">The file is not there or no YAML, or a key or value is wrong: every error, with its place and path.</exception>
    public static StreamsOptions Read(string? file)
    {
        var (options, errors, told) = Read(
            file,
            Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(v => KeyValuePair.Create((string)v.Key, v.Value as string ?? ""))
        );
        foreach (var line in told)
        {
            Console.Error.WriteLine(line);
        }

        return errors.Count == 0 ? options : throw new UsageException(string.Join(Environment.NewLine, errors));
    }

    /// <summary>The options as far as they can be read, every error, and what an operator should know.</summary>
    public static (StreamsOptions Options, IReadOnlyList<ConfigError> Errors, IReadOnlyList<string> Told) Read(
        string? file,
        IEnumerable<KeyValuePair<string, string>> environment
    )
    {
        var (options, errors) = (new StreamsOptions(), new List<ConfigError>());
        if (file is not null && !File.Exists(file))
        {
            return (options, [new ConfigError(new Place(file), "", "there is no such file")], []);
        }

        var root = file is null ? ConfigNode.Map(new Place("environment")) : ConfigYaml.Read(file, errors);
        if (root is null)
        {
            return (options, errors, []);
        }

        ConfigEnvironment.Overlay(root, environment, errors);
        var told = RenamedSettings.Replace(root);
        Binder.Bind(root, options, errors);
        if (errors.Count == 0)
        {
            options.Kafka.Seals = options.Security.Seals(SealedTopics.Of(options.Kafka));
        }

        return (options, [.. errors.OrderBy(e => e.Place.Line).ThenBy(e => e.Place.Column)], told);
    }
}
