using System.Text;
using Streams.Connectors.Files.Recordings;
using Streams.Connectors.Kafka.Publishing;
using Streams.Schemas.Events;
using Streams.Schemas.Watermarks;
using Streams.Topologies.Binding;

namespace Streams.Host.Demo;

/// <summary>
/// Publishes a recording into raw topics with its virtual append times, and a heartbeat into every raw partition each virtual second,
/// so that event time goes on without a broker's clock.
/// </summary>
internal sealed class RecordingPublisher(RawProducer producer, TopicNames topics, IReadOnlyCollection<string> origins, TimeProvider time)
{
    private const long Hole = 5 * Timestamp.Second;
    private Timestamp _start = Timestamp.Unknown;
    private long _startedAt;
    private Timestamp _nextBeat;

    /// <summary>What a line is keyed by; default: its file.</summary>
    public Func<RecordedLine, byte[]?> KeyOf { get; init; } = static line => Encoding.UTF8.GetBytes(Path.GetFileName(line.File));

    /// <summary>The virtual time reached.</summary>
    public Timestamp Clock { get; private set; } = Timestamp.Unknown;

    /// <summary>Lines published.</summary>
    public long Lines { get; private set; }

    /// <summary>Publishes lines.</summary>
    /// <param name="lines">In the order of their append times.</param>
    /// <param name="speed">Virtual seconds a second; 0: as fast as the stages take it.</param>
    /// <param name="cancel">Stops.</param>
    public async Task PublishAsync(IEnumerable<RecordedLine> lines, double speed, CancellationToken cancel)
    {
        _start = Timestamp.Unknown;
        foreach (var line in lines)
        {
            await AdvanceAsync(line.AppendTime, speed, cancel).ConfigureAwait(false);
            await producer
                .PublishAsync(
                    new RawRecord(topics.Raw[line.Source], KeyOf(line), line.Value)
                    {
                        TimestampMs = line.AppendTime.Milliseconds,
                        Headers = [new(RecordHeaders.File, Encoding.UTF8.GetBytes(line.File))],
                    },
                    cancel
                )
                .ConfigureAwait(false);
            Lines++;
        }
    }

    /// <summary>Lets the virtual clock go on by a time, so that everything concludes.</summary>
    public async Task CompleteAsync(TimeSpan drain, CancellationToken cancel)
    {
        var end = Clock + (drain.Ticks * 100);
        await BeatAsync(Clock, cancel).ConfigureAwait(false);
        await BeatAsync(end, cancel).ConfigureAwait(false);
        Clock = end;
        await producer.FlushAsync(cancel).ConfigureAwait(false);
    }

    private async Task AdvanceAsync(Timestamp append, double speed, CancellationToken cancel)
    {
        if (!_start.IsKnown)
        {
            (_start, _startedAt) = (append, time.GetTimestamp());
            _nextBeat = _nextBeat == new Timestamp(0) ? append : _nextBeat;
        }

        if (append - _nextBeat > Hole)
        {
            await BeatAsync(_nextBeat, cancel).ConfigureAwait(false);
            _nextBeat = append - Timestamp.Second;
        }

        for (; append >= _nextBeat; _nextBeat += Timestamp.Second)
        {
            await BeatAsync(_nextBeat, cancel).ConfigureAwait(false);
            await PaceAsync(_nextBeat, speed, cancel).ConfigureAwait(false);
        }

        Clock = append;
    }

    private async Task PaceAsync(Timestamp at, double speed, CancellationToken cancel)
    {
        if (speed > 0)
        {
            var due = TimeSpan.FromMilliseconds((at - _start) / (double)Timestamp.Millisecond / speed) - time.GetElapsedTime(_startedAt);
            if (due > TimeSpan.Zero)
            {
                await Task.Delay(due, time, cancel).ConfigureAwait(false);
            }
        }
    }

    private async Task BeatAsync(Timestamp at, CancellationToken cancel)
    {
        foreach (var origin in origins)
        {
            var dash = origin.LastIndexOf('-');
            await producer
                .PublishAsync(
                    new RawRecord(origin[..dash], null, [])
                    {
                        TimestampMs = at.Milliseconds,
                        Partition = int.Parse(origin.AsSpan(dash + 1), System.Globalization.CultureInfo.InvariantCulture),
                        Headers = [new(WatermarkVector.ClockHeader, [1])],
                    },
                    cancel
                )
                .ConfigureAwait(false);
        }
    }
}
