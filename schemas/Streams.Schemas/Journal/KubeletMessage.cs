using Streams.Schemas.Events;
using Streams.Schemas.Text;

namespace Streams.Schemas.Journal;

/// <summary>What kubelet writes (klog): a pod named as <c>NAME_NAMESPACE(UID)</c> or as <c>pod="NAMESPACE/NAME"</c>.</summary>
internal static class KubeletMessage
{
    /// <summary>The type of the message; what it says is added to the fields.</summary>
    public static EventType Describe(ReadOnlySpan<byte> message, FieldSet fields)
    {
        var named = Words.Between(message, " pod=\""u8, (byte)'"');
        if (!named.IsEmpty)
        {
            var space = Words.Cut(ref named, (byte)'/');
            fields.Add(Field.Namespace, space);
            fields.Add(Field.PodName, named);
            return EventType.Other;
        }

        var loop = message.IndexOf("SyncLoop ("u8);
        if (loop < 0)
        {
            return EventType.Other;
        }

        var rest = message[(loop + 10)..];
        fields.Add(Field.EventAction, Words.Cut(ref rest, rest.IndexOf((byte)',') is >= 0 and < 12 ? (byte)',' : (byte)')'));
        var pod = Words.Between(rest, "\"): \""u8, (byte)'"');
        pod = pod.IsEmpty ? Words.Between(rest, ": \""u8, (byte)'"') : pod;
        var (under, open) = (pod.IndexOf((byte)'_'), pod.IndexOf((byte)'('));
        if (under > 0 && open > under && pod[^1] == ')')
        {
            fields.Add(Field.PodName, pod[..under]);
            fields.Add(Field.Namespace, pod[(under + 1)..open]);
            fields.Add(Field.PodUid, pod[(open + 1)..^1]);
        }

        return EventType.Other;
    }
}
