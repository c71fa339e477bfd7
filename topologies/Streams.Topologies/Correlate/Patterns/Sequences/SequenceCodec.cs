using Streams.Schemas.Avro;
using Streams.Schemas.Events;
using Streams.Topologies.Correlate.Signals;

namespace Streams.Topologies.Correlate.Patterns.Sequences;

/// <summary>The steps of a sequence as bytes. A beginning that several matches follow is written once.</summary>
internal static class SequenceCodec
{
    /// <summary>The first version of a group's bytes that has steps; before, each had the signals of its beginning alone.</summary>
    private const long WithSteps = 3;

    public static void Write(StepState?[] steps, AvroWriter writer)
    {
        var known = new Dictionary<Beginning, int>(ReferenceEqualityComparer.Instance);
        var beginnings = new List<Beginning>();
        foreach (var match in steps.SelectMany(s => s?.Matches ?? []))
        {
            Number(match.Before, known, beginnings);
        }

        writer.Long(beginnings.Count);
        foreach (var beginning in beginnings)
        {
            writer.Long(PlaceOf(beginning.Before, known));
            writer.Time(beginning.Start);
            writer.Long(beginning.Matches.Length);
            foreach (var match in beginning.Matches)
            {
                SignalBytes.Write(match, writer);
            }
        }

        foreach (var step in steps)
        {
            writer.Long(step?.Matches.Count ?? 0);
            foreach (var match in step?.Matches ?? [])
            {
                writer.Boolean(match.IsFirst);
                writer.Long(PlaceOf(match.Before, known));
                SignalBytes.Write(match.Signals, writer);
            }

            SignalBytes.Write([.. step?.Breakers ?? []], writer);
        }
    }

    /// <param name="steps">Takes what is read.</param>
    /// <param name="runs">How many matches each step takes.</param>
    /// <param name="reader">Stands before it.</param>
    /// <param name="leaves">The inputs of signals.</param>
    /// <param name="version">The version of the group's bytes.</param>
    /// <exception cref="InvalidDataException">It cannot be read.</exception>
    public static void Read(StepState?[] steps, IReadOnlyList<int> runs, ref AvroReader reader, string[] leaves, long version)
    {
        if (version < WithSteps)
        {
            ReadChains(steps, ref reader, leaves);
            return;
        }

        var beginnings = new List<Beginning>();
        for (var count = SignalBytes.CountOf(ref reader); count > 0; count--)
        {
            var (before, start) = (At(beginnings, reader.Long()), new Timestamp(reader.Long()));
            var matches = new PackedSignal[SignalBytes.CountOf(ref reader)][];
            for (var i = 0; i < matches.Length; i++)
            {
                matches[i] = NotEmpty(SignalBytes.Read(ref reader, leaves));
            }

            beginnings.Add(new Beginning(before, NotEmpty(matches), start));
        }

        for (var i = 0; i < steps.Length; i++)
        {
            var matches = new List<StepMatch>();
            for (var count = SignalBytes.CountOf(ref reader); count > 0; count--)
            {
                var (isFirst, before) = (reader.Boolean(), At(beginnings, reader.Long()));
                matches.Add(new StepMatch(before, NotEmpty(SignalBytes.Read(ref reader, leaves)), isFirst));
            }

            var breakers = SignalBytes.Read(ref reader, leaves);
            if (matches.Count > 0)
            {
                (steps[i] = new StepState()).Restore(matches, breakers, runs[i]);
            }
        }
    }

    private static void ReadChains(StepState?[] steps, ref AvroReader reader, string[] leaves)
    {
        for (var i = 0; i < steps.Length; i++)
        {
            var (start, chain) = (new Timestamp(reader.Long()), SignalBytes.Read(ref reader, leaves));
            if (chain.Length > 0)
            {
                var before = i > 0 && chain.Length > 1 ? new Beginning(null, [chain[..^1]], start) : null;
                (steps[i] = new StepState()).Restore([new StepMatch(before, before is null ? chain : chain[^1..], IsFirst: true)], [], 1);
            }
        }
    }

    private static void Number(Beginning? beginning, Dictionary<Beginning, int> known, List<Beginning> beginnings)
    {
        if (beginning is not null && !known.ContainsKey(beginning))
        {
            Number(beginning.Before, known, beginnings);
            known.Add(beginning, beginnings.Count);
            beginnings.Add(beginning);
        }
    }

    private static int PlaceOf(Beginning? beginning, Dictionary<Beginning, int> known) => beginning is null ? -1 : known[beginning];

    private static Beginning? At(List<Beginning> beginnings, long place) =>
        place < 0 ? null
        : place < beginnings.Count ? beginnings[(int)place]
        : throw new InvalidDataException("a sequence cannot be read");

    private static T[] NotEmpty<T>(T[] signals) => signals.Length > 0 ? signals : throw new InvalidDataException("a sequence cannot be read");
}
