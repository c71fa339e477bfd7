using Streams.Schemas.Envelopes;
using Streams.Schemas.Events;

namespace Streams.Schemas.Journal;

/// <summary>
/// The program that an envelope names as the writer of a line. What looks like a record of Linux audit, or like another program's object, is then that program's words:
/// any local user may write it (<c>logger 'type=USER_LOGIN …'</c>).
/// </summary>
internal static class NamedProgram
{
    /// <summary>Whether a record of Linux audit may be read from the line: nobody is named, or what hands on the log of Linux audit (<c>audisp-syslog</c>, a file's tag).</summary>
    public static bool MayAudit(Element element, ParsedEvent parsed) =>
        !IsNamed(element, parsed)
        || parsed.Fields.Text(Field.SyslogAppName) is var program
            && (program.IndexOf("audit"u8) >= 0 || program.StartsWith("audisp"u8) || program.SequenceEqual("laurel"u8));

    /// <summary>Whether the envelope names the program, and the body is what that wrote.</summary>
    public static bool IsNamed(Element element, ParsedEvent parsed) => !element.Writer.IsEmpty && parsed.Fields.Has(Field.SyslogAppName);
}
