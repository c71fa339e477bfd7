using Confluent.Kafka;
using Streams.Host.Configuration;
using Streams.Host.Running;
using Streams.Host.Running.Models;
using Streams.Models.Drift;
using Streams.Models.Registry;
using Streams.Topologies.Binding;
using Timestamp = Streams.Schemas.Events.Timestamp;

namespace Streams.Host.Doctor;

/// <summary>Whether the models that are to score can be used, and whether the last day's windows are still as those they were trained on.</summary>
internal sealed class ModelCheck(KafkaOptions kafka, TimeProvider time) : IDoctorCheck
{
    private const int MostNamed = 5;
    private const long Looked = 86_400 * Timestamp.Second;

    public string Name => "models";

    public string? Needs => KafkaCheck.CheckName;

    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancel)
    {
        var topics = TopicPlan.Names(kafka);
        ModelTimeline timeline;
        try
        {
            timeline = (await ModelTopics.ReadAsync(kafka, topics, cancel).ConfigureAwait(false)).Load(Timestamp.Now(time));
        }
        catch (Exception e) when (e is KafkaException or InvalidOperationException)
        {
            return [Finding.Ok(Name, $"{topics.Models} does not exist yet: there is no model over windows")];
        }

        var findings = timeline
            .Refusals.Select(r => Finding.Warning(Name, $"{r}; it scores nothing", "register the artefact that was meant, or withdraw the version"))
            .ToList();
        foreach (var term in timeline.Terms)
        {
            findings.Add(await LookAsync(topics, term, cancel).ConfigureAwait(false));
        }

        return findings.Count > 0 ? findings : [Finding.Ok(Name, "no model over windows judges or is watched")];
    }

    private async Task<Finding> LookAsync(TopicNames topics, ModelTerm term, CancellationToken cancel)
    {
        var rows = await RecordedWindows.ReadAsync(kafka, topics, term.Model, Timestamp.Now(time) - Looked, cancel).ConfigureAwait(false);
        var figures = ModelDrift.Of(term.Model, rows).Select(d => d.Figure).ToArray();
        var moved = figures.Where(f => f.HasMoved).Select(f => f.Of).ToArray();
        var does = $"{term.Identity} {(term.IsShadow ? "is watched" : "judges")}";
        return moved.Length > 0
                ? Finding.Warning(
                    Name,
                    $"{does}; of the last day's {rows.Count} windows {string.Join(", ", moved.Take(MostNamed))}{(moved.Length > MostNamed ? $" and {moved.Length - MostNamed} more" : "")} moved from training",
                    $"'streams models drift {term.Model.Name}/{term.Version}' shows how far; where life has changed, train it anew on what is ordinary now (docs/notebook.md)"
                )
            : Array.Exists(figures, f => f.IsJudged) ? Finding.Ok(Name, $"{does}; the last day's {rows.Count} windows are as those it was trained on")
            : Finding.Ok(Name, $"{does}; the last day's {rows.Count} windows are too few to say whether they have moved");
    }
}
