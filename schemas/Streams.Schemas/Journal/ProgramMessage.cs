using Streams.Schemas.Events;
using Streams.Schemas.Kernel;
using Streams.Schemas.Text;

namespace Streams.Schemas.Journal;

/// <summary>Gives a program's message its type and fields.</summary>
internal static class ProgramMessage
{
    /// <summary>The type of a message, by the program that wrote it; what it says is added to the fields.</summary>
    public static EventType Describe(ReadOnlySpan<byte> app, ReadOnlySpan<byte> transport, ReadOnlySpan<byte> message, FieldSet fields)
    {
        var repeated = message;
        if (Words.Skip(ref repeated, "message repeated "u8) && repeated.IndexOf(" times: ["u8) is >= 0 and var times && repeated[^1] == ']')
        {
            message = repeated[(times + 9)..^1].Trim((byte)' ');
        }

        if (PamMessage.IsPam(message))
        {
            return PamMessage.Describe(message, fields);
        }

        return app switch
        {
            _ when app.SequenceEqual("sshd"u8) || app.SequenceEqual("sshd-session"u8) => SshMessage.Describe(message, fields),
            _ when app.SequenceEqual("sudo"u8) => SudoMessage.Describe(message, fields),
            _ when app.SequenceEqual("su"u8) => SuMessage.Describe(message, fields),
            _ when IsCron(app) => CronMessage.Describe(message, fields),
            _ when AccountMessage.IsProgram(app) => AccountMessage.Describe(app, message, fields),
            _ when app.SequenceEqual("systemd"u8) => UnitMessage.Describe(message, fields),
            _ when app.SequenceEqual("kubelet"u8) => KubeletMessage.Describe(message, fields),
            _ when app.SequenceEqual("kernel"u8) || transport.SequenceEqual("kernel"u8) => Kernel(message, fields),
            _ => EventType.Other,
        };
    }

    private static bool IsCron(ReadOnlySpan<byte> app) =>
        app.SequenceEqual("CRON"u8) || app.SequenceEqual("cron"u8) || app.SequenceEqual("crond"u8) || app.SequenceEqual("CROND"u8);

    private static EventType Kernel(ReadOnlySpan<byte> message, FieldSet fields)
    {
        var rest = message.TrimStart((byte)' ');
        if (rest.StartsWith("["u8) && rest.IndexOf("] "u8) is > 0 and < 24 and var end)
        {
            message = rest[(end + 2)..];
        }

        return NetfilterLine.TryRead(message, fields) ? EventType.Flow : EventType.Other;
    }
}
