using Streams.Schemas.Dialects;
using Streams.Schemas.Envelopes;
using Streams.Schemas.Json;
using Streams.Schemas.Parsing;

namespace Streams.Schemas.Audit;

/// <summary>
/// A row of the tables <c>AKSAudit</c> and <c>AKSAuditAdmin</c> of Azure Monitor, as a data export gives it. It is written as the event of Kubernetes audit that it stands for,
/// so that every rule sees it.
/// </summary>
internal sealed class AksTableDialect(ParserOptions options) : ObjectDialect
{
    private readonly AuditDialect _audit = new(options);
    private readonly AksTableEvent _event = new();

    /// <inheritdoc/>
    public override string Name => "aks_table";

    /// <inheritdoc/>
    protected override Reading Read(Element element, JsonOutline outline, Events.ParsedEvent parsed)
    {
        return outline.Has("AuditId"u8) && outline.Has("Verb"u8) && outline.Find("User"u8) != JsonOutline.None
            ? _audit.Read(_event.Write(outline), parsed)
            : Reading.None;
    }
}
