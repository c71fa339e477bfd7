using Streams.Host.Supervision;

namespace Streams.Host.Tests.Supervision;

public sealed class SupervisorTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task An_end_for_good_is_passed_on(int code)
    {
        var starts = new List<string>();
        Assert.Equal(
            code,
            await Supervisor.RunAsync(
                counts =>
                {
                    starts.Add(counts.ToString());
                    return new Child(code);
                },
                new Instant(),
                CancellationToken.None
            )
        );
        Assert.Single(starts);
    }

    [Fact]
    public async Task Exit_10_and_signals_start_it_again_and_are_counted()
    {
        var ends = new Queue<int>([10, 137, 139, 134, 10, 0]);
        var starts = new List<string>();
        Assert.Equal(
            0,
            await Supervisor.RunAsync(
                counts =>
                {
                    starts.Add(counts.ToString());
                    return new Child(ends.Dequeue());
                },
                new Instant(),
                CancellationToken.None
            )
        );
        Assert.Equal(6, starts.Count);
        Assert.Equal("asked=0,crashed=0,killed=0", starts[0]);
        Assert.Equal("asked=2,crashed=2,killed=1", starts[^1]);
        Assert.Equal(2, RestartCounts.Parse(starts[^1]).Counts["asked"]);
        Assert.False(RestartCounts.Parse(starts[0]).Any);
        Assert.True(RestartCounts.Parse(starts[1]).Any);
    }

    [Fact]
    public async Task A_stop_is_passed_on_and_its_code_answered()
    {
        using var stop = new CancellationTokenSource();
        var child = new Child(null);
        var run = Supervisor.RunAsync(_ => child, new Instant(), stop.Token);
        Assert.False(run.IsCompleted);
        await stop.CancelAsync();
        Assert.Equal(0, await run);
        Assert.True(child.Terminated);
    }

    [Fact]
    public void The_delay_doubles_to_half_a_minute_and_begins_anew_after_a_minute_up()
    {
        var delay = new RestartDelay();
        var brief = TimeSpan.FromSeconds(59);
        Assert.Equal([1, 2, 4, 8, 16, 30, 30], Enumerable.Range(0, 7).Select(_ => delay.After(brief).TotalSeconds));
        Assert.Equal(1, delay.After(TimeSpan.FromSeconds(60)).TotalSeconds);
        Assert.Equal(2, delay.After(brief).TotalSeconds);
    }

    private sealed class Child(int? code) : ISupervised
    {
        private readonly TaskCompletionSource<int> _exit = new();

        public bool Terminated { get; private set; }

        public void Terminate()
        {
            Terminated = true;
            _exit.TrySetResult(0);
        }

        public Task<int> ExitAsync() => code is { } known ? Task.FromResult(known) : _exit.Task;

        public void Dispose() { }
    }

    /// <summary>A clock whose timers fire at once.</summary>
    private sealed class Instant : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            System.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
