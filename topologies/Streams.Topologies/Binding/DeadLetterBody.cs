using System.Text;
using System.Text.Unicode;
using Streams.Redaction;

namespace Streams.Topologies.Binding;

/// <summary>The bytes of a dead letter: as they came, or with secrets taken out.</summary>
internal sealed class DeadLetterBody(Redactor redactor, bool isRedacted)
{
    /// <summary>What is written. Bytes that are no text are kept: they may be compressed, and are then no text to whoever reads the topic either.</summary>
    public byte[] Of(ReadOnlyMemory<byte> value)
    {
        if (!isRedacted || !Utf8.IsValid(value.Span))
        {
            return value.ToArray();
        }

        var text = Encoding.UTF8.GetString(value.Span);
        return redactor.Redact(text) is var left && ReferenceEquals(left, text) ? value.ToArray() : Encoding.UTF8.GetBytes(left);
    }
}
