using Streams.Connectors.Files.Recordings;
using Streams.Schemas.Events;
using Streams.Schemas.Parsing;

namespace Streams.Connectors.Files.Tests.Recordings;

public sealed class RecordingTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    [Fact]
    public void Read_one_line_far_ahead_moves_nothing()
    {
        Assert.Equal(
            [0, 1, 1, 2, 3],
            Seconds("2026-03-01T00:00:00", "2026-03-01T00:00:01", "2036-03-01T00:00:00", "2026-03-01T00:00:02", "2026-03-01T00:00:03")
        );
    }

    [Fact]
    public void Read_first_line_far_ahead_takes_the_time_of_the_second()
    {
        Assert.Equal([0, 0, 1], Seconds("2036-03-01T00:00:00", "2026-03-01T00:00:00", "2026-03-01T00:00:01"));
    }

    [Fact]
    public void Read_a_long_pause_is_believed()
    {
        Assert.Equal([0, 7200, 7201], Seconds("2026-03-01T00:00:00", "2026-03-01T02:00:00", "2026-03-01T02:00:01"));
    }

    [Fact]
    public void Read_last_line_far_ahead_is_believed_and_a_step_back_is_not()
    {
        Assert.Equal([0, 5, 5, 9000], Seconds("2026-03-01T00:00:00", "2026-03-01T00:00:05", "2026-03-01T00:00:03", "2026-03-01T02:30:00"));
    }

    [Fact]
    public void Read_no_line_with_a_time_has_that_of_the_options()
    {
        File.WriteAllText(_path, "a\nb\n");
        var lines = new Recording([(EventSource.Dns, _path)], new ParserOptions { TimeBase = DateTimeOffset.UnixEpoch.AddSeconds(5) }).Read().ToArray();

        Assert.Equal([new(5 * Timestamp.Second), new(5 * Timestamp.Second)], lines.Select(l => l.AppendTime));
        Assert.Equal([1L, 2L], lines.Select(l => l.Line));
    }

    public void Dispose() => File.Delete(_path);

    private long[] Seconds(params string[] times)
    {
        File.WriteAllLines(_path, times.Select(t => $"{t}Z stdout F text"));
        var start = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds();
        return [.. new Recording([(EventSource.Container, _path)], new ParserOptions()).Read().Select(l => l.AppendTime.Span(Timestamp.Second) - start)];
    }
}
