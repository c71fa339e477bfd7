using Confluent.Kafka;
using Streams.Engine.Hosting;

namespace Streams.Engine.Admin;

/// <summary>Builds the admin client, and says what holds for every client.</summary>
internal static class AdminFactory
{
    public static IAdminClient Build(EngineOptions options)
    {
        var config = new AdminClientConfig { BootstrapServers = options.BootstrapServers, ClientId = options.ApplicationPrefix + "-admin" };
        Pass(options, config);
        IAdminClient admin = new AdminClientBuilder(config).SetLogHandler(Quiet).Build();
        return options.Embedded ? new EmbeddedAdmin(admin, options) : admin;
    }

    /// <summary>What librdkafka would print to standard error.</summary>
    public static void Quiet(IClient client, LogMessage message) { }

    /// <summary>Gives a client what the operator has set for all of them.</summary>
    public static void Pass(EngineOptions options, ClientConfig config)
    {
        foreach (var (name, value) in options.ClientProperties)
        {
            config.Set(name, value);
        }
    }
}
