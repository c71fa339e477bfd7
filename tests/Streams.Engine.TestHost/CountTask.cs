using System.Buffers.Binary;
using Streams.Engine.Hosting;

namespace Streams.Engine.TestHost;

/// <summary>Counts records per key and sends each new count, 8 bytes big-endian, under the key.</summary>
public sealed class CountTask(StageTaskContext context, string output) : IStageTask
{
    /// <summary>The stage that counts <paramref name="input"/> into <paramref name="output"/>.</summary>
    public static StageDescriptor Stage(string name, string input, string output, int instances = 1, TimeSpan? commit = null) =>
        new()
        {
            Name = name,
            Inputs = [input],
            Outputs = [output],
            CreateTask = context => new CountTask(context, output),
            Instances = instances,
            CommitInterval = commit ?? TimeSpan.FromMilliseconds(25),
        };

    /// <inheritdoc/>
    public void Restored() { }

    /// <inheritdoc/>
    public void Process(in StageInput input)
    {
        var before = context.Store.Get(input.Key);
        var value = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(value, before is null ? 1 : BinaryPrimitives.ReadInt64BigEndian(before) + 1);
        context.Store.Put(input.Key, value);
        context.Output.Send(output, input.Key, value);
    }

    /// <inheritdoc/>
    public bool Tick(long wallClockMs) => false;

    /// <inheritdoc/>
    public void Flush() { }
}
