using System.Diagnostics;
using System.Globalization;
using System.Text;
using Confluent.Kafka;

namespace Streams.Benchmarks.Engine;

/// <summary>The load of the soak, in a process of its own: 500-byte records, always so many ahead of what was read, which comes as a number a line.</summary>
internal static class SoakLoad
{
    public const string Command = "soak-load";
    private const long Ahead = 400_000;
    private const int Keys = 1000;

    public static int Child(string[] arguments)
    {
        using var producer = new ProducerBuilder<byte[], byte[]>(
            new ProducerConfig
            {
                BootstrapServers = arguments[0],
                LingerMs = 20,
                BatchSize = 262_144,
                CompressionType = CompressionType.Lz4,
                QueueBufferingMaxMessages = 500_000,
                Partitioner = Partitioner.Murmur2Random,
            }
        ).Build();
        var chance = new Random(1);
        var bodies = new byte[2000][];
        for (var i = 0; i < bodies.Length; i++)
        {
            bodies[i] = new byte[500];
            chance.NextBytes(bodies[i].AsSpan(0, 250));
        }

        var keys = Enumerable.Range(0, Keys).Select(k => Encoding.UTF8.GetBytes("key-" + k)).ToArray();
        var begin = DateTimeOffset.UtcNow.AddDays(-30).ToUnixTimeMilliseconds(); // event time runs faster than the clock, and a broker refuses what lies far ahead of it
        for (long sent = 0; Console.ReadLine() is { } line; )
        {
            for (var most = long.Parse(line, CultureInfo.InvariantCulture) + Ahead; sent < most; sent++)
            {
                // Two records a millisecond of event time, so windows open and close all the time.
                producer.Produce(
                    arguments[1],
                    new Message<byte[], byte[]>
                    {
                        Key = keys[sent * 7919 % Keys],
                        Value = bodies[sent % bodies.Length],
                        Timestamp = new Timestamp(begin + (sent / 2), TimestampType.CreateTime),
                    }
                );
            }

            producer.Flush(TimeSpan.FromSeconds(30));
        }

        return 0;
    }

    /// <summary>Starts it; tell it what was read by a line on its standard input.</summary>
    public static Process Start(string bootstrap, string topic) =>
        Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [Command, bootstrap, topic]) { RedirectStandardInput = true })!; // this program
}
