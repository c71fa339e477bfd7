using System.Text.Json.Serialization;

namespace Streams.Schemas.Signals;

/// <summary>
/// The content hash of a correlation: what it joins and how, not what it is called. A correlation that two rule sets have unchanged has the same in both, and its state goes on.
/// </summary>
/// <param name="Text">Sixteen hexadecimal digits; whatever stands on a topic may be another text, and then is no correlation's.</param>
[JsonConverter(typeof(CorrelationHashConverter))]
public readonly record struct CorrelationHash(string Text)
{
    /// <summary>The length of every correlation's hash.</summary>
    public const int Length = 16;

    /// <inheritdoc/>
    public override string ToString() => Text;
}
