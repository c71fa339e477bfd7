using Confluent.Kafka;

namespace Streams.Engine.Clients;

/// <summary>Why a record could not be delivered.</summary>
internal static class DeliveryFault
{
    /// <summary>Whether the broker refuses the record itself, now and at every other try.</summary>
    public static bool IsOfRecord(ErrorCode code) =>
        code
            is ErrorCode.MsgSizeTooLarge
                or ErrorCode.RecordListTooLarge
                or ErrorCode.InvalidRecord
                or ErrorCode.InvalidMsg
                or ErrorCode.InvalidTimestamp
                or ErrorCode.PolicyViolation;

    /// <summary>Why a call fails now; null: it does not.</summary>
    public static Error? Of(Action probe)
    {
        try
        {
            probe();
            return null;
        }
        catch (KafkaException cause)
        {
            return cause.Error;
        }
    }
}
