using Streams.Schemas.Avro;

namespace Streams.Host.Schemas;

/// <summary>The schemas that ship with the program.</summary>
internal static class SchemaCatalog
{
    private static readonly (int Id, string Topic, string File)[] Files =
    [
        (SchemaIds.Event, "events", "event"), (SchemaIds.Signal, "signals", "signal"), (SchemaIds.Observations, "observations", "observations"),
        (SchemaIds.AlertV1, "alerts", "alert_1"), (SchemaIds.Alert, "alerts", "alert"), (SchemaIds.EntityV1, "entities", "entity_1"), (SchemaIds.Entity, "entities", "entity"), (SchemaIds.FeatureVectorV1, "features.dns", "feature_vector_1"), (SchemaIds.FeatureVector, "features.dns", "feature_vector"),
        (SchemaIds.Watermark, "watermarks", "watermark"), (SchemaIds.RuleSet, "rules", "rule_set"),
        (SchemaIds.Behaviours, "behaviours", "behaviours"),
    ];

    /// <summary>All schemas; a subject is <c>topic-value</c>.</summary>
    public static IReadOnlyList<CatalogSchema> All { get; } =
        [.. Files.Select(f => new CatalogSchema(f.Id, f.File, $"{f.Topic}-value", File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "schemas", $"{f.File}.avsc"))))];

    public static CatalogSchema? ById(int id) => All.FirstOrDefault(s => s.Id == id);

    /// <summary>The versions of a subject, the oldest first.</summary>
    public static IReadOnlyList<CatalogSchema> Versions(string subject) => [.. All.Where(s => s.Subject == subject)];

    /// <summary>The latest version of a subject.</summary>
    public static CatalogSchema? BySubject(string subject) => All.LastOrDefault(s => s.Subject == subject);
}
