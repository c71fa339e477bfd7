using System.Text;
using Streams.Schemas.Avro;
using Streams.Schemas.Events;
using Streams.Schemas.Explanations;

namespace Streams.Schemas.Signals;

/// <summary>A <see cref="Signal"/> as it stands on its topic (<c>signal.avsc</c>), read in place: good as long as its bytes are.</summary>
public readonly ref struct SignalView
{
    /// <summary>The content hash of the correlation it is for, UTF-8.</summary>
    public ReadOnlySpan<byte> Correlation { get; private init; }

    /// <summary>The id of the rule that matched, UTF-8.</summary>
    public ReadOnlySpan<byte> Input { get; private init; }

    /// <summary>The group's values, UTF-8.</summary>
    public ReadOnlySpan<byte> Group { get; private init; }

    /// <summary>The value that the correlation counts, or none.</summary>
    public OptionalText Value { get; private init; }

    /// <summary>A model's score, or none.</summary>
    public double? Score { get; private init; }

    /// <summary>The model that gave it, or none.</summary>
    public OptionalText Model { get; private init; }

    /// <summary>The entities.</summary>
    public EntityMap Entities { get; private init; }

    /// <summary>The event.</summary>
    public EvidenceView Evidence { get; private init; }

    /// <summary>Where the time comes from.</summary>
    public TimeSource TimeSource { get; private init; }

    /// <summary>How many events it stands for.</summary>
    public long Repeated { get; private init; }

    /// <summary>Why stage B found it; null: nothing is said.</summary>
    public Explanation? Explanation { get; private init; }

    /// <summary>Reads what is on the topic.</summary>
    /// <returns>False where the bytes are no signal.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out SignalView signal)
    {
        ReadOnlySpan<int> versions = [SchemaIds.SignalV1, SchemaIds.SignalV2, SchemaIds.Signal];
        for (var i = 0; i < versions.Length; i++)
        {
            var reader = new AvroReader(bytes);
            if (reader.Begin(versions[i]))
            {
                signal = Read(ref reader, i + 1);
                return !reader.Failed;
            }
        }

        signal = default;
        return false;
    }

    /// <summary>Reads a signal that stands among other things.</summary>
    /// <param name="reader">Stands before it.</param>
    /// <param name="version">Of its schema: from the second on the number of its events stands behind it, from the third on why.</param>
    internal static SignalView Read(scoped ref AvroReader reader, int version) =>
        new()
        {
            Correlation = reader.Bytes(),
            Input = reader.Bytes(),
            Group = reader.Bytes(),
            Value = OptionalText.Read(ref reader),
            Score = reader.OptionalNumber(),
            Model = OptionalText.Read(ref reader),
            Entities = EntityMap.Skip(ref reader),
            Evidence = EvidenceView.Read(ref reader),
            TimeSource = (TimeSource)reader.Code((int)TimeSource.TimeBase + 1),
            Repeated = version >= 2 ? Math.Max(1, reader.Int()) : 1,
            Explanation = version >= 3 ? ExplanationCodec.ReadOptional(ref reader) : null,
        };

    /// <summary>An object of its own.</summary>
    public Signal ToSignal() =>
        new()
        {
            Correlation = new CorrelationHash(Encoding.UTF8.GetString(Correlation)),
            Input = Encoding.UTF8.GetString(Input),
            Group = Encoding.UTF8.GetString(Group),
            Value = Value.ToText(),
            Score = Score,
            Model = Model.ToText(),
            Entities = Entities.ReadAll(),
            Evidence = Evidence.ToEvidence(),
            TimeSource = TimeSource,
            Repeated = Repeated,
            Explanation = Explanation,
        };
}
