using System.Net;
using Streams.Host.Configuration;
using Streams.Host.Running;
using Streams.Host.Schemas;
using Streams.Host.Sinks;
using Streams.Host.Web;
using Streams.Host.WebConsole;

namespace Streams.Host.Demo;

/// <summary>The demo's web server: the console and the metrics. Where its port is taken it takes another.</summary>
internal sealed class DemoWeb : IAsyncDisposable
{
    private readonly ConsoleService _console;
    private readonly ServiceWeb _web;

    private DemoWeb(ConsoleService console, ServiceWeb web) => (_console, _web) = (console, web);

    public string Address => _web.Address;

    /// <summary>Starts it; null where no address is set.</summary>
    public static async Task<DemoWeb?> StartAsync(StreamsOptions options, Pipeline pipeline, IReadOnlyList<SinkRunner> sinks, CancellationToken cancel)
    {
        if (options.Http.Listen.Length == 0)
        {
            return null;
        }

        var listen = IPEndPoint.Parse(options.Http.Listen);
        var console = ConsoleService.Start(options, pipeline, sinks, isEmbedded: true);
        try
        {
            return new DemoWeb(
                console,
                await ServiceWeb
                    .StartAsync(
                        listen,
                        options.Http,
                        new ServiceStatus { Pipeline = pipeline, Console = console },
                        new SchemaCatalog(options.Kafka.TopicOf),
                        null,
                        null,
                        cancel
                    )
                    .ConfigureAwait(false)
            );
        }
        catch (IOException)
        {
            return new DemoWeb(
                console,
                await ServiceWeb
                    .StartAsync(
                        new IPEndPoint(listen.Address, 0),
                        options.Http,
                        new ServiceStatus { Pipeline = pipeline, Console = console },
                        new SchemaCatalog(options.Kafka.TopicOf),
                        null,
                        null,
                        cancel
                    )
                    .ConfigureAwait(false)
            );
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _web.DisposeAsync().ConfigureAwait(false);
        await _console.DisposeAsync().ConfigureAwait(false);
    }
}
