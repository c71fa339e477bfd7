using Streams.Engine.Hosting;

namespace Streams.Benchmarks.Engine;

/// <summary>The windowed count, and at every flush a scan that is left after a few rows: what would leak an iterator.</summary>
internal sealed class SoakTask(StageTaskContext context, string output, WindowedCount.Progress progress) : IStageTask
{
    private const int Looked = 10;
    private readonly WindowedCount _count = new(context, output, progress);

    public static StageDescriptor Stage(string name, string input, string output, WindowedCount.Progress progress) =>
        WindowedCount.Stage(name, input, output, progress) with
        {
            CreateTask = context => new SoakTask(context, output, progress),
        };

    public void Restored() => _count.Restored();

    public void Process(in StageInput input) => _count.Process(in input);

    public bool Tick(long wallClockMs) => _count.Tick(wallClockMs);

    public void Flush()
    {
        _count.Flush();
        var seen = 0;
        foreach (var _ in context.Store.Scan(default))
        {
            if (++seen == Looked)
            {
                break;
            }
        }
    }
}
