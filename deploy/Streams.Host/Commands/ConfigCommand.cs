using System.CommandLine;
using Streams.Host.Configuration;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Streams.Host.Commands;

/// <summary><c>streams config check|show</c>.</summary>
internal static class ConfigCommand
{
    private const string Mask = "***";

    public static Command Create()
    {
        var file = new Option<string?>("--config") { Description = "The configuration file (YAML)." };
        var check = new Command("check", "Checks a configuration; every error with the path of its setting.") { file };
        check.SetAction(parsed =>
        {
            ConfigurationReader.Read(parsed.GetValue(file));
            Console.WriteLine("the configuration is valid");
            return ExitCode.Ok;
        });
        var show = new Command("show", "Prints the configuration as it takes effect, secrets masked.") { file };
        show.SetAction(parsed =>
        {
            var options = ConfigurationReader.Read(parsed.GetValue(file));
            MaskSecrets(options);
            Console.Write(new SerializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).Build().Serialize(options));
            return ExitCode.Ok;
        });
        return new Command("config", "Checks and shows the configuration.") { check, show };
    }

    private static void MaskSecrets(StreamsOptions options)
    {
        foreach (var name in options.Kafka.Properties.Keys.Where(IsSecret).ToArray())
        {
            options.Kafka.Properties[name] = Mask;
        }

        options.Http.Token = options.Http.Token.Length > 0 ? Mask : "";
        options.Http.AuditToken = options.Http.AuditToken.Length > 0 ? Mask : "";
        options.Sinks.Loki.Password = options.Sinks.Loki.Password.Length > 0 ? Mask : "";
    }

    private static bool IsSecret(string name) =>
        name.Contains("password", StringComparison.OrdinalIgnoreCase) || name.Contains("secret", StringComparison.OrdinalIgnoreCase)
        || name.Contains("key.pem", StringComparison.OrdinalIgnoreCase) || name.Contains("jaas", StringComparison.OrdinalIgnoreCase);
}
