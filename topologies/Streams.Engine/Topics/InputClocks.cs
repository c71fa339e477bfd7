using System.Collections.Frozen;
using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace Streams.Engine.Topics;

/// <summary>Which inputs carry the broker's time (LogAppendTime), by their settings. Thread-safe.</summary>
/// <param name="admin">Null: none does (the embedded broker).</param>
/// <param name="inputs">The topics.</param>
internal sealed class InputClocks(IAdminClient? admin, IReadOnlyCollection<string> inputs)
{
    private const string Setting = "message.timestamp.type";
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);
    private FrozenSet<string> _byBroker = FrozenSet<string>.Empty;

    /// <summary>No input does.</summary>
    public static InputClocks None { get; } = new(null, []);

    public bool IsAppendTime(string topic) => Volatile.Read(ref _byBroker).Contains(topic);

    /// <summary>Looks the settings up.</summary>
    /// <exception cref="KafkaException">The broker does not answer or refuses.</exception>
    public async Task LookAsync()
    {
        if (admin is null)
        {
            return;
        }

        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (
            var described in await admin
                .DescribeConfigsAsync(inputs.Select(t => new ConfigResource { Name = t, Type = ResourceType.Topic }))
                .ConfigureAwait(false)
        )
        {
            if (described.Entries.TryGetValue(Setting, out var entry) && entry.Value == "LogAppendTime")
            {
                found.Add(described.ConfigResource.Name);
            }
        }

        Volatile.Write(ref _byBroker, found.ToFrozenSet(StringComparer.Ordinal));
    }

    /// <summary>Looks again every minute, so that a topic whose setting is mended is believed without a restart.</summary>
    public async Task RunAsync(TimeProvider time, CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancel).ConfigureAwait(false))
            {
                try
                {
                    await LookAsync().ConfigureAwait(false);
                }
                catch (KafkaException)
                {
                    // What was found before holds until the broker answers again.
                }
            }
        }
        catch (OperationCanceledException) { }
    }
}
