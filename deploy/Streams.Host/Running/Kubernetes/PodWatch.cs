using k8s;
using k8s.Models;
using Microsoft.Extensions.Logging;
using Prometheus;
using Streams.Connectors.Kafka.Publishing;
using Streams.Connectors.Kubernetes.Watch;
using Streams.Engine.Hosting;
using Streams.Host.Configuration;
using Streams.Topologies.Entities;

namespace Streams.Host.Running.Kubernetes;

/// <summary>Learns pods from the API server for as long as the service runs.</summary>
internal sealed class PodWatch : IAsyncDisposable
{
    private static readonly Gauge Up = Metrics.CreateGauge(
        "streams_kubernetes_watch_up",
        "1 while pods are learned from the API server; 0 while they cannot be, and without a watch."
    );

    private readonly IKubernetes _server;
    private readonly RawProducer _producer;
    private readonly CancellationTokenSource _stop = new();
    private readonly ILogger _log;
    private readonly Task _watching;
    private string? _trouble;

    private PodWatch(IKubernetes server, StreamsOptions options, string topic, EntityTable table, ProcessEnd end, ILogger log)
    {
        (_server, _log) = (server, log);
        _producer = new RawProducer(
            new RawProducerOptions
            {
                BootstrapServers = options.Kafka.Bootstrap,
                ClientProperties = options.Kafka.Properties,
                Seals = options.Kafka.Seals,
            }
        );
        var learner = new PodLearner(table, new FactPublisher(_producer, topic, TimeProvider.System, log), TimeProvider.System);
        var watch = new ObjectWatch<V1Pod>(new WatchedPods(server, options.Kubernetes.PageSize), learner, TimeProvider.System, Tell);
        _watching = WatchAsync(watch, end);
        Log.Watching(log, server.BaseUri);
    }

    /// <summary>The API server to watch; null where the configuration does not ask for it. Nothing is asked of the server yet.</summary>
    /// <exception cref="EnvironmentException">The configuration names no API server that can be asked.</exception>
    public static IKubernetes? Connect(KubernetesOptions options)
    {
        Up.Set(0);
        try
        {
            return options.Watch ? ApiServer.Connect(options) : null;
        }
        catch (InvalidOperationException unusable)
        {
            throw new EnvironmentException(unusable.Message);
        }
    }

    /// <summary>Begins to watch.</summary>
    /// <param name="server">The API server; null: none is watched.</param>
    /// <param name="options">The configuration.</param>
    /// <param name="topic">Where facts are published.</param>
    /// <param name="table">What is known.</param>
    /// <param name="end">Ends the process where a bug of ours ended the watch.</param>
    /// <param name="log">Where trouble is told.</param>
    public static PodWatch? Start(IKubernetes? server, StreamsOptions options, string topic, EntityTable table, ProcessEnd end, ILogger log) =>
        server is null ? null : new PodWatch(server, options, topic, table, end, log);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _watching.ConfigureAwait(false);
        Up.Set(0);
        _producer.Dispose();
        _server.Dispose();
        _stop.Dispose();
    }

    private async Task WatchAsync(ObjectWatch<V1Pod> watch, ProcessEnd end)
    {
        try
        {
            await Task.Run(() => watch.RunAsync(_stop.Token), _stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // As asked.
        }
        catch (Exception bug)
        {
            end.End($"pods can no longer be learned from the API server: {bug}");
        }
    }

    private void Tell(string? trouble)
    {
        Up.Set(trouble is null ? 1 : 0);
        if (trouble == _trouble)
        {
            return;
        }

        if (trouble is not null)
        {
            Log.Away(_log, trouble);
        }
        else
        {
            Log.Back(_log);
        }

        _trouble = trouble;
    }
}
