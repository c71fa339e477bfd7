using Streams.Host.Configuration;
using Streams.Schemas.Events;
using Streams.Schemas.Parsing;
using Streams.Schemas.Sources;

namespace Streams.Host.Doctor;

/// <summary>One raw topic: in which envelopes and dialects its records come, what of them is lost, and which setting of that shipper brings it; what they look like where most cannot be read.</summary>
internal sealed class DialectCheck(KafkaOptions options, string topic, IReadOnlyList<EventSource> sources, ParserOptions parser) : IDoctorCheck
{
    private const int MostDialects = 5;

    public string Name => $"dialects {topic}";

    public string? Needs => KafkaCheck.CheckName;

    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancel)
    {
        var records = await Task.Run(() => TopicSample.Newest(options, topic, cancel), cancel).ConfigureAwait(false);
        if (records is null || records.Count == 0)
        {
            return [Finding.Ok(Name, "no record to look at")];
        }

        return
        [
            .. Judge([
                .. records
                    .Select(r => new RawRecord
                    {
                        Value = r.Message.Value ?? [],
                        Key = r.Message.Key ?? [],
                        AppendTime = Timestamp.FromMilliseconds(r.Message.Timestamp.UnixTimestampMs),
                        FileName = r.Message.Headers.TryGetLastBytes(Topologies.Binding.RecordHeaders.File, out var file)
                            ? System.Text.Encoding.UTF8.GetString(file)
                            : null,
                    })
                    .Where(r => r.Value.Length > 0),
            ]),
        ];
    }

    /// <summary>What a sample says.</summary>
    internal IEnumerable<Finding> Judge(IReadOnlyList<RawRecord> records)
    {
        var identification = new SourceIdentification(parser);
        var choice = sources.Count > 1 ? new SourceChoice(sources, parser) : null;
        foreach (var record in records)
        {
            if (choice is null)
            {
                identification.Add(in record);
            }
            else
            {
                identification.Add(in record, choice.Choose(in record));
            }
        }

        var sightings = identification.Sightings();
        foreach (var mine in sightings.Where(s => sources.Contains(s.Source) && s.Events + s.Dead > 0))
        {
            foreach (var finding in Judge(mine, sightings[0]))
            {
                yield return finding;
            }
        }
    }

    private IEnumerable<Finding> Judge(SourceSighting mine, SourceSighting best)
    {
        if (mine.Dead > mine.Events)
        {
            yield return best.Events > best.Dead && !sources.Contains(best.Source)
                ? Finding.Failure(
                    Name,
                    $"most records look like {best.Source.Name()} ({Dialects(best)})",
                    $"name this topic under kafka.raw.{best.Source.Name()}"
                )
                : Finding.Failure(
                    Name,
                    $"{mine.Dead} of {mine.Dead + mine.Events} elements cannot be read: {mine.Reasons[0].Reason}",
                    "see docs/sources.md for the least configuration of the shipper; streams dlq list shows the bytes"
                );
            yield break;
        }

        foreach (var loss in mine.Losses)
        {
            yield return Finding.Warning(Name, $"{loss.Events} events of {mine.Source.Name()} in {loss.Envelope} lack their {loss.What}", loss.Mend);
        }

        yield return Finding.Ok(Name, $"{mine.Source.Name()}: {Dialects(mine)}");
    }

    private static string Dialects(SourceSighting sighting) => string.Join(", ", sighting.Dialects.Take(MostDialects).Select(d => $"{d.Name} {d.Count}"));
}
