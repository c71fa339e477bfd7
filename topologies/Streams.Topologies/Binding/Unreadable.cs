using Streams.Engine.Hosting;
using Streams.Schemas.Avro;
using Streams.Schemas.Parsing;

namespace Streams.Topologies.Binding;

/// <summary>
/// A record between our stages that is none: a dead letter like any other, so that the rest goes on and nothing is lost.
/// One of a later version is left where it is, for the processes that know it.
/// </summary>
internal static class Unreadable
{
    /// <summary>Sends it to the dead letters.</summary>
    /// <param name="context">The task.</param>
    /// <param name="topics">Where dead letters go.</param>
    /// <param name="input">The record.</param>
    /// <param name="what">What it should be.</param>
    /// <exception cref="StateRefusedException">A later version of the program has written it.</exception>
    public static void Send(StageTaskContext context, TopicNames topics, in StageInput input, string what)
    {
        if (LaterForm.Refuse(input.Value) is { } later)
        {
            throw new StateRefusedException(later);
        }

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
}
