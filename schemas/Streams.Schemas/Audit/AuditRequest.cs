using Streams.Schemas.Events;
using Streams.Schemas.Text;

namespace Streams.Schemas.Audit;

/// <summary>Tells sessions into a pod (exec, attach, port-forward) from other requests, whatever their verb, and finds their command.</summary>
internal static class AuditRequest
{
    /// <summary>The type of the request; the command and what only the URI says are added to the fields.</summary>
    public static EventType Describe(FieldSet fields, ReadOnlySpan<byte> bodyCommand)
    {
        var uri = fields.Text(Field.RequestUri);
        var query = uri.IndexOf((byte)'?');
        AddPath(fields, query < 0 ? uri : uri[..query]);
        if (!IsSession(fields, uri, out var action))
        {
            return EventType.Request;
        }

        fields.Add(Field.EventAction, action);
        Span<byte> decoded = stackalloc byte[1024];
        var target = query < 0 ? default : uri[(query + 1)..];
        var buffer = target.Length > decoded.Length ? new byte[target.Length] : decoded;
        var length = QueryText.Join(target, "command"u8, buffer);
        if (length > 0)
        {
            fields.Add(Field.Command, buffer[..length]);
        }
        else if (!bodyCommand.IsEmpty)
        {
            fields.Add(Field.Command, bodyCommand);
        }

        return EventType.Exec;
    }

    /// <summary>The path without what the client may write in many ways: queries, and characters that need no escape.</summary>
    private static void AddPath(FieldSet fields, ReadOnlySpan<byte> path)
    {
        if (path.IsEmpty)
        {
            return;
        }

        if (!path.Contains((byte)'%'))
        {
            fields.Add(Field.UrlPath, path);
            return;
        }

        Span<byte> few = stackalloc byte[1024];
        var decoded = path.Length > few.Length ? new byte[path.Length] : few;
        fields.Add(Field.UrlPath, decoded[..QueryText.DecodePath(path, decoded)]);
    }

    private static bool IsSession(FieldSet fields, ReadOnlySpan<byte> uri, out ReadOnlySpan<byte> action)
    {
        action = fields.Text(Field.Subresource);
        if (fields.Has(Field.Resource))
        {
            action = Session(action);
            return !action.IsEmpty && fields.Text(Field.Resource).SequenceEqual("pods"u8);
        }

        var query = uri.IndexOf((byte)'?');
        var path = query < 0 ? uri : uri[..query];
        action = path.IndexOf("/pods/"u8) < 0 ? default : Session(path[(path.LastIndexOf((byte)'/') + 1)..]);
        return !action.IsEmpty;
    }

    private static ReadOnlySpan<byte> Session(ReadOnlySpan<byte> word) =>
        word switch
        {
            _ when word.SequenceEqual("exec"u8) => "exec"u8,
            _ when word.SequenceEqual("attach"u8) => "attach"u8,
            _ when word.SequenceEqual("portforward"u8) => "portforward"u8,
            _ => default,
        };
}
