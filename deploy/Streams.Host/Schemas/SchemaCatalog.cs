using Streams.Schemas.Avro;

namespace Streams.Host.Schemas;

/// <summary>The schemas that ship with the program.</summary>
/// <param name="topicOf">The name of a topic of ours in this installation.</param>
internal sealed class SchemaCatalog(Func<string, string> topicOf)
{
    private static readonly (int Id, string Topic, string File)[] Files =
    [
        (SchemaIds.EventV1, "events", "event_1"),
        (SchemaIds.Event, "events", "event"),
        (SchemaIds.SignalV1, "signals", "signal_1"),
        (SchemaIds.SignalV2, "signals", "signal_2"),
        (SchemaIds.Signal, "signals", "signal"),
        (SchemaIds.Observations, "observations", "observations"),
        (SchemaIds.AlertV1, "alerts", "alert_1"),
        (SchemaIds.AlertV2, "alerts", "alert_2"),
        (SchemaIds.AlertV3, "alerts", "alert_3"),
        (SchemaIds.AlertV4, "alerts", "alert_4"),
        (SchemaIds.Alert, "alerts", "alert"),
        (SchemaIds.EntityV1, "entities", "entity_1"),
        (SchemaIds.Entity, "entities", "entity"),
        (SchemaIds.FeatureVectorV1, "features.dns", "feature_vector_1"),
        (SchemaIds.FeatureVector, "features.dns", "feature_vector"),
        (SchemaIds.Watermark, "watermarks", "watermark"),
        (SchemaIds.RuleSet, "rules", "rule_set"),
        (SchemaIds.BehavioursV1, "behaviours", "behaviours_1"),
        (SchemaIds.Behaviours, "behaviours", "behaviours"),
        (SchemaIds.Model, "models", "model"),
        (SchemaIds.ModelAction, "models.log", "model_action"),
        (SchemaIds.ModelScore, "scores", "model_score"),
        (SchemaIds.LabelV1, "labels", "label_1"),
        (SchemaIds.Label, "labels", "label"),
    ];

    /// <summary>All schemas; a subject is <c>topic-value</c>.</summary>
    public IReadOnlyList<CatalogSchema> All { get; } =
    [
        .. Files.Select(f => new CatalogSchema(
            f.Id,
            f.File,
            $"{topicOf(f.Topic)}-value",
            File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "schemas", $"{f.File}.avsc"))
        )),
    ];

    public CatalogSchema? ById(int id) => All.FirstOrDefault(s => s.Id == id);

    /// <summary>The versions of a subject, the oldest first.</summary>
    public IReadOnlyList<CatalogSchema> Versions(string subject) => [.. All.Where(s => s.Subject == subject)];

    /// <summary>The latest version of a subject.</summary>
    public CatalogSchema? BySubject(string subject) => All.LastOrDefault(s => s.Subject == subject);
}
