namespace Streams.Host.Audit;

/// <summary>A request as an audit policy judges it.</summary>
/// <param name="Subject">Who asks.</param>
/// <param name="Verb">The verb.</param>
/// <param name="Group">The API group.</param>
/// <param name="Resource">The resource, with its subresource after a slash.</param>
internal sealed record AuditRequest(AuditSubject Subject, string Verb, string Group, string Resource);
