using Streams.Schemas.Events;
using Streams.Schemas.Text;

namespace Streams.Schemas.Audit;

/// <summary>
/// What a request does to the object, by whichever verb, patch type and subresource: <c>create</c>, <c>change</c>, <c>delete</c>,
/// or <c>none</c> where it was refused or a dry run. Reads, sessions and reviews, which store nothing, have no effect to tell.
/// </summary>
internal static class AuditEffect
{
    /// <summary>The value of <c>dryRun</c> with which a request stores nothing.</summary>
    public static ReadOnlySpan<byte> All => "All"u8;

    private const int Created = 201;
    private const int Refused = 400;

    /// <summary>Adds <c>event.effect</c>.</summary>
    public static void Describe(FieldSet fields, bool hasBodyDryRun)
    {
        var effect = OfVerb(fields);
        if (effect.IsEmpty)
        {
            return;
        }

        var isRefused = fields.TryNumber(Field.ResponseStatusCode, out var code) && code >= Refused;
        // Only a delete's body holds options; elsewhere the body is an object, in which anybody may write such a key.
        var isDryRun = IsDryRun(fields.Text(Field.RequestUri)) || (hasBodyDryRun && effect.SequenceEqual("delete"u8));
        fields.Add(Field.EventEffect, isRefused || isDryRun ? "none"u8 : effect);
    }

    private static ReadOnlySpan<byte> OfVerb(FieldSet fields)
    {
        var verb = fields.Text(Field.Verb);
        var sub = fields.Text(Field.Subresource);
        if (IsSession(sub) || IsReview(fields.Text(Field.Resource)))
        {
            return default;
        }

        if (verb.SequenceEqual("create"u8))
        {
            return sub.IsEmpty || sub.SequenceEqual("token"u8) ? "create"u8
                : sub.SequenceEqual("eviction"u8) ? "delete"u8
                : "change"u8;
        }

        if (verb.SequenceEqual("update"u8) || verb.SequenceEqual("patch"u8))
        {
            // Server-side apply creates what is not there, and so does an update of some kinds.
            return sub.IsEmpty && fields.TryNumber(Field.ResponseStatusCode, out var code) && code == Created ? "create"u8 : "change"u8;
        }

        return verb.SequenceEqual("delete"u8) || verb.SequenceEqual("deletecollection"u8) ? "delete"u8 : default;
    }

    private static bool IsSession(ReadOnlySpan<byte> sub) =>
        sub.SequenceEqual("exec"u8) || sub.SequenceEqual("attach"u8) || sub.SequenceEqual("portforward"u8) || sub.SequenceEqual("proxy"u8);

    private static bool IsReview(ReadOnlySpan<byte> resource) =>
        resource.SequenceEqual("subjectaccessreviews"u8)
        || resource.SequenceEqual("selfsubjectaccessreviews"u8)
        || resource.SequenceEqual("localsubjectaccessreviews"u8)
        || resource.SequenceEqual("selfsubjectrulesreviews"u8)
        || resource.SequenceEqual("selfsubjectreviews"u8)
        || resource.SequenceEqual("tokenreviews"u8);

    /// <summary>The API server knows no other value; one that looks alike must not make a change look like none.</summary>
    private static bool IsDryRun(ReadOnlySpan<byte> uri)
    {
        var at = uri.IndexOf((byte)'?');
        return at >= 0 && QueryText.Has(uri[(at + 1)..], "dryRun"u8, All);
    }
}
