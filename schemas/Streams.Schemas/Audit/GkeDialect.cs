using Streams.Schemas.Dialects;
using Streams.Schemas.Envelopes;
using Streams.Schemas.Events;
using Streams.Schemas.Json;
using Streams.Schemas.Parsing;

namespace Streams.Schemas.Audit;

/// <summary>
/// Google Cloud's audit log of GKE (<c>google.cloud.audit.AuditLog</c> in a <c>LogEntry</c>). It is written as the event of Kubernetes audit that it stands for,
/// so that every rule sees it; what Google leaves out (level, the subject's groups) is absent.
/// </summary>
internal sealed class GkeDialect(ParserOptions options) : ObjectDialect
{
    private readonly AuditDialect _audit = new(options);
    private readonly GkeEvent _event = new();

    /// <inheritdoc/>
    public override string Name => "gke";

    /// <inheritdoc/>
    protected override Reading Read(Element element, JsonOutline outline, ParsedEvent parsed)
    {
        var payload = outline.Find("protoPayload"u8);
        if (!outline.IsObject(payload))
        {
            return Reading.None;
        }

        return outline.Text(outline.Find(payload, "serviceName"u8)).SequenceEqual("k8s.io"u8)
            ? _audit.Read(_event.Write(outline, payload), parsed)
            : Reading.Dead(DeadReason.WrongKind, "an audit log of Google Cloud that is not of Kubernetes");
    }
}
