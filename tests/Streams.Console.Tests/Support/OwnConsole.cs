using System.Net;
using Streams.Host.Configuration;
using Streams.Host.Running;
using Streams.Host.Schemas;
using Streams.Host.Web;
using Streams.Host.WebConsole;
using Streams.Host.WebConsole.Alerts;
using Streams.Topologies.Rules;

namespace Streams.Console.Tests.Support;

/// <summary>A console of one test's own; it has read what is in the topics.</summary>
internal sealed class OwnConsole : IAsyncDisposable
{
    private readonly ConsoleService _console;
    private readonly ServiceWeb _web;

    private OwnConsole(ConsoleService console, ServiceWeb web) => (_console, _web) = (console, web);

    public AlertFeed Feed => _console.Feed;

    /// <summary>Where the service is, without a slash at its end.</summary>
    public string Address => _web.Address;

    public static async Task<OwnConsole> StartAsync(StreamsOptions options, Pipeline pipeline)
    {
        var console = ConsoleService.Start(options, pipeline, []);
        var own = new OwnConsole(
            console,
            await ServiceWeb.StartAsync(
                IPEndPoint.Parse(options.Http.Listen),
                options.Http,
                new ServiceStatus { Pipeline = pipeline, Console = console },
                new SchemaCatalog(options.Kafka.TopicOf),
                null,
                null,
                CancellationToken.None
            )
        );
        while (!own.Feed.Loaded)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20));
        }

        return own;
    }

    public async ValueTask DisposeAsync()
    {
        await _web.DisposeAsync();
        await _console.DisposeAsync();
    }
}
