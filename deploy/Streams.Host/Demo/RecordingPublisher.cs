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
    private const long Hole = 5 * EventTime.Second;
    private long _start = EventTime.None;
    private long _startedAt;
    private long _nextBeat;

    /// <summary>What a line is keyed by; default: its file.</summary>
    public Func<RecordedLine, byte[]?> KeyOf { get; init; } = static line => Encoding.UTF8.GetBytes(Path.GetFileName(line.File));

    /// <summary>The virtual time reached, nanoseconds since the epoch.</summary>
    public long Clock { get; private set; } = EventTime.None;

    /// <summary>Lines published.</summary>
    public long Lines { get; private set; }

    /// <summary>Publishes lines.</summary>
    /// <param name="lines">In the order of their append times.</param>
    /// <param name="speed">Virtual seconds a second; 0: as fast as the stages take it.</param>
    /// <param name="cancel">Stops.</param>
    public async Task PublishAsync(IEnumerable<RecordedLine> lines, double speed, CancellationToken cancel)
    {
        _start = EventTime.None;
        foreach (var line in lines)
        {
            await AdvanceAsync(line.AppendTime, speed, cancel).ConfigureAwait(false);
            await producer
                .PublishAsync(
                    new RawRecord(topics.Raw[line.Source], KeyOf(line), line.Value)
                    {
                        TimestampMs = line.AppendTime / EventTime.Millisecond,
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

    private async Task AdvanceAsync(long append, double speed, CancellationToken cancel)
    {
        if (_start == EventTime.None)
        {
            (_start, _startedAt) = (append, time.GetTimestamp());
            _nextBeat = _nextBeat == 0 ? append : _nextBeat;
        }

        if (append - _nextBeat > Hole)
        {
            await BeatAsync(_nextBeat, cancel).ConfigureAwait(false);
            _nextBeat = append - EventTime.Second;
        }

        for (; append >= _nextBeat; _nextBeat += EventTime.Second)
        {
            await BeatAsync(_nextBeat, cancel).ConfigureAwait(false);
            await PaceAsync(_nextBeat, speed, cancel).ConfigureAwait(false);
        }

        Clock = append;
    }

    private async Task PaceAsync(long at, double speed, CancellationToken cancel)
    {
        if (speed > 0)
        {
            var due = TimeSpan.FromMilliseconds((at - _start) / (double)EventTime.Millisecond / speed) - time.GetElapsedTime(_startedAt);
            if (due > TimeSpan.Zero)
            {
                await Task.Delay(due, time, cancel).ConfigureAwait(false);
            }
        }
    }

    private async Task BeatAsync(long at, CancellationToken cancel)
    {
        foreach (var origin in origins)
        {
            var dash = origin.LastIndexOf('-');
            await producer
                .PublishAsync(
                    new RawRecord(origin[..dash], null, [])
                    {
                        TimestampMs = at / EventTime.Millisecond,
                        Partition = int.Parse(origin.AsSpan(dash + 1), System.Globalization.CultureInfo.InvariantCulture),
                        Headers = [new(WatermarkVector.ClockHeader, [1])],
                    },
                    cancel
                )
                .ConfigureAwait(false);
        }
    }
}
