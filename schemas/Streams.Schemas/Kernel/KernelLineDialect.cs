using Streams.Schemas.Dialects;
using Streams.Schemas.Envelopes;
using Streams.Schemas.Events;
using Streams.Schemas.Parsing;
using Streams.Schemas.Text;

namespace Streams.Schemas.Kernel;

/// <summary>
/// Kernel lines: with a syslog header or none, with the <c>[uptime]</c> or without, as <c>/dev/kmsg</c> gives them, or as an envelope holds them.
/// Netfilter's packets are flows, everything else of the kernel is a line. A line that another program wrote is refused.
/// </summary>
internal sealed class KernelLineDialect(ParserOptions options) : IDialect
{
    /// <inheritdoc/>
    public string Name => "kernel";

    /// <inheritdoc/>
    public Reading Read(Element element, ParsedEvent parsed)
    {
        if (element.IsObject || (element.IsCollected && element.HasStream))
        {
            return Reading.None;
        }

        parsed.Document = Words.Line(element.Body);
        var line = parsed.Document.Span;
        if (line.IndexOfAnyInRange((byte)0, (byte)8) >= 0)
        {
            // The kernel escapes control characters.
            return Reading.None;
        }

        parsed.IsCoarse = element.Time.IsWholeMillisecond;
        var message = line;
        var fields = parsed.Fields;
        var ofKernel = fields.Text(Field.JournalTransport).SequenceEqual("kernel"u8) || fields.Text(Field.SyslogAppName).SequenceEqual("kernel"u8);
        var foreign = !ofKernel && fields.Has(Field.SyslogAppName);
        var clock = new SyslogClock(options, !element.Time.IsKnown ? element.Record.AppendTime : element.Time);
        if (DmesgTime.TryCutIso(ref message, in clock, parsed))
        {
            (ofKernel, parsed.IsCoarse) = (ofKernel || !foreign, false);
        }
        else if (!ofKernel && SyslogHeader.TryRead(line, in clock, out var header))
        {
            if (header.IsForeign)
            {
                return Reading.None;
            }

            parsed.SetTime(header.Time, TimeSource.Header);
            parsed.IsCoarse = !header.IsFine;
            if (!header.Host.IsEmpty && !fields.Has(Field.HostName))
            {
                fields.Add(Field.HostName, header.Host);
            }

            ofKernel = header.App.SequenceEqual("kernel"u8) || header.App.StartsWith("ulogd"u8);
            message = ofKernel ? header.Message : header.Tagged;
        }

        ofKernel |= !foreign && IsDictionary(line);
        message = WithoutPriority(message, ref ofKernel);
        ofKernel |= DmesgTime.TryCut(ref message, in clock, parsed);
        message = WithoutUptime(message, fields, ref ofKernel);
        parsed.IsCoarse &= !fields.Has(Field.KernelUptime);
        if (!foreign && NetfilterLine.TryRead(message, fields))
        {
            parsed.Type = EventType.Flow;
            return Reading.Done;
        }

        if (!ofKernel)
        {
            return Reading.None;
        }

        fields.Add(Field.Message, message);
        KernelNotice.Describe(message, fields);
        return Reading.Done;
    }

    /// <summary>What <c>/dev/kmsg</c> writes below a line of the device it is about: <c> SUBSYSTEM=net</c>.</summary>
    private static bool IsDictionary(ReadOnlySpan<byte> line) =>
        line.Length > 3
        && line[0] == ' '
        && line.IndexOf((byte)'=') is > 1 and var equals
        && line[1..equals].IndexOfAnyExcept("ABCDEFGHIJKLMNOPQRSTUVWXYZ_"u8) < 0;

    /// <summary><c>&lt;4&gt;</c>, or <c>4,711,1202354906,-;</c> of <c>/dev/kmsg</c>.</summary>
    private static ReadOnlySpan<byte> WithoutPriority(ReadOnlySpan<byte> message, scoped ref bool ofKernel)
    {
        if (
            message.Length > 3
            && message[0] == '<'
            && message.IndexOf((byte)'>') is > 1 and < 5 and var end
            && Words.TryNumber(message[1..end], out var priority)
            && priority < 8
        )
        {
            ofKernel = true;
            return message[(end + 1)..];
        }

        if (message.IsEmpty || message[0] is < (byte)'0' or > (byte)'9')
        {
            return message;
        }

        var rest = message;
        if (
            Words.TryNumber(Words.Cut(ref rest, (byte)','), out _)
            && Words.TryNumber(Words.Cut(ref rest, (byte)','), out _)
            && Words.TryNumber(Words.Cut(ref rest, (byte)','), out _)
            && rest.IndexOf((byte)';') is >= 0 and < 40 and var semicolon
        )
        {
            ofKernel = true;
            return rest[(semicolon + 1)..];
        }

        return message;
    }

    private static ReadOnlySpan<byte> WithoutUptime(ReadOnlySpan<byte> message, FieldSet fields, scoped ref bool ofKernel)
    {
        var rest = message.TrimStart((byte)' ');
        if (!Words.Skip(ref rest, "["u8) || rest.IndexOf((byte)']') is not (var end and > 2 and < 24))
        {
            return message;
        }

        var uptime = rest[..end].Trim((byte)' ');
        if (uptime.IndexOfAnyExcept("0123456789."u8) >= 0 || !uptime.Contains((byte)'.'))
        {
            return message;
        }

        ofKernel = true;
        fields.Add(Field.KernelUptime, uptime);
        return rest[(end + 1)..].TrimStart((byte)' ');
    }
}
