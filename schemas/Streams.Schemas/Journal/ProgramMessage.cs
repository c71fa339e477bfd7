using Streams.Schemas.Events;
using Streams.Schemas.Kernel;

namespace Streams.Schemas.Journal;

/// <summary>Gives a program's message its type and fields.</summary>
internal static class ProgramMessage
{
    /// <summary>Describes the message of an event whose program, as far as it is known, is among its fields.</summary>
    public static void Describe(ReadOnlySpan<byte> message, ParsedEvent parsed)
    {
        var fields = parsed.Fields;
        var content = RepeatedMessage.Open(message, fields);
        fields.Add(Field.Message, content);
        var app = fields.Has(Field.SyslogAppName) ? fields.Text(Field.SyslogAppName) : fields.Text(Field.ProcessName);
        parsed.Type = Describe(app, fields.Text(Field.JournalTransport), content, fields);
    }

    private static EventType Describe(ReadOnlySpan<byte> app, ReadOnlySpan<byte> transport, ReadOnlySpan<byte> message, FieldSet fields)
    {
        if (transport.SequenceEqual("kernel"u8))
        {
            return Kernel(message, fields);
        }

        var pam = PamMessage.IsPam(message);
        if (!pam && !IsKnown(app))
        {
            return EventType.Other;
        }

        switch (AttestedProgram.Of(app, fields))
        {
            case Attestation.Refuted:
                return Claimed(app, fields);
            case Attestation.Doubtful:
                fields.Add(Field.Tag, EventTags.ClaimedProgram);
                break;
        }

        if (pam)
        {
            return PamMessage.Describe(message, fields);
        }

        return app switch
        {
            _ when IsSsh(app) => SshMessage.Describe(message, fields),
            _ when app.SequenceEqual("dropbear"u8) => DropbearMessage.Describe(message, fields),
            _ when app.SequenceEqual("sudo"u8) => SudoMessage.Describe(message, fields),
            _ when app.SequenceEqual("su"u8) => SuMessage.Describe(message, fields),
            _ when IsCron(app) => CronMessage.Describe(message, fields),
            _ when AccountMessage.IsProgram(app) => AccountMessage.Describe(app, message, fields),
            _ when app.SequenceEqual("systemd"u8) => UnitMessage.Describe(message, fields),
            _ when app.SequenceEqual("kubelet"u8) => KubeletMessage.Describe(message, fields),
            _ => transport.IsEmpty ? Kernel(message, fields) : Claimed(app, fields),
        };
    }

    /// <summary>The name the line gives itself goes: what is left is the program that the kernel saw, so that no rule takes one for the other.</summary>
    private static EventType Claimed(ReadOnlySpan<byte> app, FieldSet fields)
    {
        var attested = fields.Has(Field.ProcessName) && !fields.Text(Field.ProcessName).SequenceEqual(app);
        fields.Replace(Field.SyslogAppName, attested ? fields.Text(Field.ProcessName).ToArray() : "claimed"u8);
        if (!attested)
        {
            fields.Replace(Field.ProcessName, "claimed"u8);
        }

        fields.Add(Field.Tag, EventTags.ClaimedProgram);
        return EventType.Other;
    }

    private static bool IsKnown(ReadOnlySpan<byte> app) =>
        IsSsh(app)
        || IsCron(app)
        || AccountMessage.IsProgram(app)
        || app.SequenceEqual("sudo"u8)
        || app.SequenceEqual("su"u8)
        || app.SequenceEqual("systemd"u8)
        || app.SequenceEqual("dropbear"u8)
        || app.SequenceEqual("kubelet"u8)
        || app.SequenceEqual("kernel"u8);

    private static bool IsSsh(ReadOnlySpan<byte> app) => app.SequenceEqual("sshd"u8) || app.SequenceEqual("sshd-session"u8) || app.SequenceEqual("sshd-auth"u8);

    private static bool IsCron(ReadOnlySpan<byte> app) =>
        app.SequenceEqual("CRON"u8) || app.SequenceEqual("cron"u8) || app.SequenceEqual("crond"u8) || app.SequenceEqual("CROND"u8);

    private static EventType Kernel(ReadOnlySpan<byte> message, FieldSet fields)
    {
        var rest = message.TrimStart((byte)' ');
        if (rest.StartsWith("["u8) && rest.IndexOf("] "u8) is > 0 and < 24 and var end)
        {
            message = rest[(end + 2)..];
        }

        if (NetfilterLine.TryRead(message, fields))
        {
            return EventType.Flow;
        }

        KernelNotice.Describe(message, fields);
        return EventType.Other;
    }
}
