using Streams.Schemas.Alerts;
using Streams.Schemas.Avro;
using Streams.Schemas.Explanations;
using Streams.Schemas.Signals;
using Streams.Topologies.Correlate.Patterns;
using Streams.Topologies.Correlate.Signals;
using Streams.Topologies.State;

namespace Streams.Topologies.Correlate.Groups;

/// <summary>A group as bytes: all but the signals ahead of the watermark, which are stored by themselves. Owned by one thread.</summary>
internal sealed class GroupCodec
{
    private const long Version = 3;
    private const long Oldest = 1;

    /// <summary>The first version that has what an alert says of its entities, and the alert before it.</summary>
    private const long WithValues = 2;

    /// <summary>The first version that has why an alert was found.</summary>
    private const long WithExplanation = 3;

    private readonly AvroWriter _writer = new();
    private readonly AvroWriter _alert = new();

    /// <summary>Writes a group.</summary>
    public byte[] Write(GroupBody body)
    {
        _writer.Clear();
        _writer.Long(Version);
        _writer.Long(body.Written?.Count ?? 0);
        foreach (var (alert, _, _) in body.Written?.Values ?? Enumerable.Empty<WrittenAlert>())
        {
            _writer.Bytes(AlertCodec.Encode(alert, _alert));
        }

        body.Settled.Write(_writer);
        _writer.Bytes(body.SettledIds.Bytes);
        _writer.Long(body.Session.Drafts.Count);
        foreach (var draft in body.Session.Drafts)
        {
            Write(draft);
        }

        _writer.OptionalString(body.Session.Latest);
        return _writer.ToArray();
    }

    /// <summary>Reads a group.</summary>
    /// <exception cref="InvalidDataException">The bytes are none of this version: the state is broken, and the process ends.</exception>
    public static GroupBody Read(StateKey key, ReadOnlySpan<byte> bytes, PatternModel model)
    {
        var reader = new AvroReader(bytes);
        var body = new GroupBody(model.Create());
        var written = ReadWritten(key, ref reader, out var version);
        foreach (var alert in written)
        {
            body.Written ??= new Dictionary<string, WrittenAlert>(StringComparer.Ordinal);
            body.Written.Add(alert.Id, WrittenAlert.Restored(alert));
        }

        body.Settled.Read(ref reader, version);
        body.SettledIds.Read(reader.Bytes());
        for (var count = reader.Long(); count > 0 && !reader.Failed; count--)
        {
            body.Session.Drafts.Add(ReadDraft(ref reader, key.Subject, version));
        }

        body.Session.Latest = version >= WithValues ? reader.OptionalString() : null;
        return reader.Failed ? throw new InvalidDataException($"the state of the group {key} cannot be read") : body;
    }

    /// <summary>Reads only what was written of alerts that are not final: it stands first, and needs no rule.</summary>
    /// <exception cref="InvalidDataException">As above.</exception>
    public static IReadOnlyList<Alert> ReadWritten(StateKey key, ReadOnlySpan<byte> bytes)
    {
        var reader = new AvroReader(bytes);
        return ReadWritten(key, ref reader, out _);
    }

    /// <summary>Writes signals ahead of the watermark.</summary>
    public byte[] Write(ReadOnlySpan<PackedSignal> signals)
    {
        _writer.Clear();
        SignalBytes.Write(signals, _writer);
        return _writer.ToArray();
    }

    /// <summary>Reads them.</summary>
    /// <exception cref="InvalidDataException">They cannot be read.</exception>
    public static PackedSignal[] Read(byte[] signals, string[] inputs)
    {
        var reader = new AvroReader(signals);
        return SignalBytes.Read(ref reader, inputs);
    }

    /// <summary>How many they are.</summary>
    /// <exception cref="InvalidDataException">As above.</exception>
    public static int CountOf(byte[] signals)
    {
        var reader = new AvroReader(signals);
        return SignalBytes.CountOf(ref reader);
    }

    private static List<Alert> ReadWritten(StateKey key, ref AvroReader reader, out long version)
    {
        version = reader.Long();
        StoredForm.Check($"the group {key}", version, Version);
        if (version < Oldest)
        {
            throw new InvalidDataException($"the state of the group {key} cannot be read");
        }

        var written = new List<Alert>();
        for (var count = reader.Long(); count > 0 && !reader.Failed; count--)
        {
            var alert = reader.Bytes();
            written.Add(AlertCodec.Decode(alert) ?? throw StoredForm.Unreadable(alert, $"an alert of the group {key}"));
        }

        return written;
    }

    private void Write(AlertDraft draft)
    {
        _writer.String(draft.Id);
        _writer.Time(draft.Time);
        _writer.Time(draft.FirstSeen);
        _writer.Time(draft.LastSeen);
        _writer.Time(draft.LastActivity);
        _writer.Long(draft.Count);
        _writer.Time(draft.CountedTime);
        _writer.String(draft.Counted.ToString());
        PackedEntities.Write(draft.Entities, _writer);
        _writer.Long(draft.Evidence.Count);
        foreach (var evidence in draft.Evidence.All)
        {
            PackedEvidence.Write(EvidenceView.Of(evidence), _writer);
        }

        _writer.Long(draft.Sources);
        _writer.OptionalDouble(draft.Score);
        _writer.OptionalString(draft.Model);
        _writer.String(draft.RuleSet);
        draft.Values.Write(_writer);
        _writer.Strings(draft.NewValues);
        _writer.OptionalString(draft.Previous);
        _writer.OptionalDouble(draft.Measure);
        _writer.OptionalString(draft.Evidence.Completing?.ToString());
        ExplanationCodec.WriteOptional(draft.Explanation, _writer);
    }

    private static AlertDraft ReadDraft(ref AvroReader reader, string group, long version)
    {
        var draft = new AlertDraft
        {
            Id = reader.String(),
            Group = group,
            Time = new(reader.Long()),
            FirstSeen = new(reader.Long()),
            LastSeen = new(reader.Long()),
            LastActivity = new(reader.Long()),
            Count = reader.Long(),
            CountedTime = new(reader.Long()),
            Counted = EventKey.Of(reader.String()),
            Entities = PackedEntities.Read(ref reader),
        };
        for (var count = reader.Long(); count > 0 && !reader.Failed; count--)
        {
            draft.Evidence.Restore(PackedEvidence.Read(ref reader).ToEvidence());
        }

        draft.Sources = (int)reader.Long();
        (draft.Score, draft.Model) = (reader.OptionalDouble(), reader.OptionalString());
        draft.RuleSet = reader.String();
        return version < WithValues ? draft : ReadValues(draft, ref reader, version);
    }

    private static AlertDraft ReadValues(AlertDraft draft, ref AvroReader reader, long version)
    {
        draft.Values.Read(ref reader);
        draft.NewValues.AddRange(reader.Strings());
        draft.Previous = reader.OptionalString();
        draft.Measure = reader.OptionalDouble();
        draft.Evidence.Completing = reader.OptionalString() is { } completing ? EventKey.Of(completing) : null;
        draft.Explanation = version >= WithExplanation ? ExplanationCodec.ReadOptional(ref reader) : null;
        return draft;
    }
}
