using Streams.Engine.Hosting;

namespace Streams.Engine.Tests;

/// <summary>A task made of what a test wants to see or do.</summary>
internal sealed class ProbeTask(StageTaskContext context) : IStageTask
{
    public StageTaskContext Context => context;

    public Action? OnRestored { get; init; }

    public Action<StageInput>? OnRecord { get; init; }

    public Func<bool>? OnTick { get; init; }

    public Action? OnFlush { get; init; }

    public static StageDescriptor Stage(string input, string[] outputs, Func<StageTaskContext, ProbeTask> make, int tickMs = 50) =>
        new()
        {
            Name = "probe",
            Inputs = [input],
            Outputs = outputs,
            CreateTask = make,
            TickInterval = TimeSpan.FromMilliseconds(tickMs),
        };

    public void Restored() => OnRestored?.Invoke();

    public void Process(in StageInput input) => OnRecord?.Invoke(input);

    public bool Tick(long wallClockMs) => OnTick?.Invoke() ?? false;

    public void Flush() => OnFlush?.Invoke();
}
