using Streams.Connectors.Files.Recordings;
using Streams.Schemas.Events;
using Streams.Schemas.Parsing;
using Streams.Topologies.Offline;

namespace Streams.Host.Replaying;

/// <summary>Runs a recording through the pipeline without Kafka, to its end.</summary>
internal static class RecordedRun
{
    /// <summary>Runs its lines.</summary>
    public static void Of(IEnumerable<RecordedLine> lines, OfflinePipeline pipeline)
    {
        foreach (var line in lines)
        {
            pipeline.Process(
                line.Source,
                new RawRecord
                {
                    Value = line.Value,
                    AppendTime = line.AppendTime,
                    FileName = line.File,
                },
                new Provenance(line.File, -1, line.Line, line.Line)
            );
        }

        pipeline.Complete();
    }

    /// <summary>Runs it and refuses what says nowhere when it was: its times would count from 1970.</summary>
    /// <exception cref="UsageException">No line of a source tells its time with year and zone, and no time was given.</exception>
    public static void OfTimes(Recording recording, OfflinePipeline pipeline)
    {
        Of(recording.Read(), pipeline);
        var timeless = recording.Timeless.Where(s => pipeline.CountsOf(s).Events > 0).Select(s => s.Name()).ToArray();
        if (timeless.Length > 0)
        {
            throw new UsageException(
                $"{string.Join(", ", timeless)}: no line tells its time with year and zone, so its times would count from 1970; say when with --time-base, as in 2026-11-23T07:49:09Z"
            );
        }
    }
}
