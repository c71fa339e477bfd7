using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Text;
using Confluent.Kafka;

namespace Streams.Connectors.Kafka.Embedded;

/// <summary>
/// A Kafka broker inside this process, on 127.0.0.1: librdkafka's mock cluster. For looking and learning: volatile, at-least-once,
/// about 5 MiB or 100,000 batches kept per partition. Other programs (kcat, rsyslog) may connect over TCP.
/// </summary>
/// <remarks>Thread-safe but for Dispose. Never ask it for groups: AdminClient.ListConsumerGroups crashes the process.</remarks>
public sealed class EmbeddedBroker : IDisposable
{
    private readonly nint _handle;
    private readonly nint _cluster;
    private readonly ConcurrentDictionary<string, int> _topics = new();
    private bool _disposed;

    private EmbeddedBroker(nint handle, nint cluster, string bootstrapServers)
    {
        this._handle = handle;
        this._cluster = cluster;
        BootstrapServers = bootstrapServers;
    }

    /// <summary>Where clients connect, <c>127.0.0.1:port</c>.</summary>
    public string BootstrapServers { get; }

    /// <summary>The topics made so far and their partitions.</summary>
    public IReadOnlyDictionary<string, int> Topics => _topics;

    /// <summary>Starts a broker; it is ready when this returns.</summary>
    /// <exception cref="InvalidOperationException">librdkafka refused.</exception>
    public static EmbeddedBroker Start()
    {
        var error = new byte[512];
        var configuration = MockCluster.NewConfiguration();
        _ = MockCluster.Set(configuration, "log_level", "0", error, (nuint)error.Length); // it warns that it has no broker: it is one
        var handle = MockCluster.NewHandle(0, configuration, error, (nuint)error.Length);
        if (handle == 0)
        {
            throw new InvalidOperationException("librdkafka: " + Encoding.UTF8.GetString(error).TrimEnd('\0'));
        }

        var cluster = MockCluster.New(handle, 1);
        if (cluster == 0)
        {
            MockCluster.DestroyHandle(handle);
            throw new InvalidOperationException("librdkafka made no mock cluster");
        }

        MockCluster.SetRebalanceDelay(cluster, 100);
        return new EmbeddedBroker(handle, cluster, Marshal.PtrToStringUTF8(MockCluster.Bootstraps(cluster))!);
    }

    /// <summary>Creates a topic; an existing one stays as it is.</summary>
    /// <exception cref="KafkaException">The broker refused.</exception>
    public void CreateTopic(string name, int partitions)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (!_topics.TryAdd(name, partitions))
        {
            return;
        }

        var code = (ErrorCode)MockCluster.CreateTopic(_cluster, name, partitions, 1);
        if (code is not (ErrorCode.NoError or ErrorCode.TopicAlreadyExists))
        {
            _topics.TryRemove(name, out _);
            throw new KafkaException(code);
        }
    }

    /// <summary>Makes the next requests of one kind fail (Kafka's API key: 0 produce, 8 offset commit); for tests.</summary>
    public void FailNext(short apiKey, params ErrorCode[] errors)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        MockCluster.PushErrors(_cluster, apiKey, (nuint)errors.Length, [.. errors.Select(e => (int)e)]);
    }

    /// <summary>Stops the broker; its data are gone. Dispose the clients first.</summary>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        MockCluster.Destroy(_cluster);
        MockCluster.DestroyHandle(_handle);
    }
}
