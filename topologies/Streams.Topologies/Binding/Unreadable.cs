using Streams.Engine.Hosting;
using Streams.Schemas.Parsing;

namespace Streams.Topologies.Binding;

/// <summary>A record between our stages that is none: a dead letter like any other, so that the rest goes on and nothing is lost.</summary>
internal static class Unreadable
{
    /// <summary>Sends it to the dead letters.</summary>
    /// <param name="context">The task.</param>
    /// <param name="topics">Where dead letters go.</param>
    /// <param name="input">The record.</param>
    /// <param name="what">What it should be.</param>
    public static void Send(StageTaskContext context, TopicNames topics, in StageInput input, string what) =>
        context.Output.Send(
            topics.DeadLetters,
            input.Key,
            input.Value,
            new DeadLetterHeaders(DeadReason.Malformed.Name(), $"the bytes are no {what} of this version's schema")
            {
                Topic = input.Topic,
                Partition = input.Partition,
                Offset = input.Offset,
            }.Write()
        );
}
