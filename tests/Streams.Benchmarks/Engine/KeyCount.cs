using System.Buffers.Binary;
using Streams.Engine.Hosting;

namespace Streams.Benchmarks.Engine;

/// <summary>A count by key in the engine's store: each record reads and writes a row, and sends the new count.</summary>
internal sealed class KeyCount(StageTaskContext context, string output, WindowedCount.Progress progress) : IStageTask
{
    public static StageDescriptor Stage(string name, string input, string output, WindowedCount.Progress progress) =>
        new()
        {
            Name = name,
            Inputs = [input],
            Outputs = [output],
            CommitInterval = TimeSpan.FromMilliseconds(100),
            CreateTask = context => new KeyCount(context, output, progress),
        };

    public void Restored() { }

    public void Process(in StageInput input)
    {
        progress.Note();
        var before = context.Store.Get(input.Key);
        var value = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(value, before is null ? 1 : BinaryPrimitives.ReadInt64BigEndian(before) + 1);
        context.Store.Put(input.Key, value);
        context.Output.Send(output, input.Key, value);
    }

    public bool Tick(long wallClockMs) => false;

    public void Flush() { }
}
