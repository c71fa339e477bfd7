using Streams.Schemas.Events;
using Streams.Schemas.Text;

namespace Streams.Schemas.Journal;

/// <summary>Which records of Linux audit belong to an event of several, and whether all of them came.</summary>
internal static class AuditdParts
{
    /// <summary>Whether the kernel writes a record of that type beside others of one serial: alone it says a part of what happened.</summary>
    public static bool IsPart(ReadOnlySpan<byte> type) =>
        type.SequenceEqual("SYSCALL"u8)
        || type.SequenceEqual("EXECVE"u8)
        || type.SequenceEqual("PATH"u8)
        || type.SequenceEqual("CWD"u8)
        || type.SequenceEqual("PROCTITLE"u8)
        || type.SequenceEqual("SOCKADDR"u8)
        || type.SequenceEqual("SOCKETCALL"u8)
        || type.SequenceEqual("BPRM_FCAPS"u8)
        || type.SequenceEqual("CAPSET"u8)
        || type.SequenceEqual("OBJ_PID"u8)
        || type.SequenceEqual("MMAP"u8)
        || type.SequenceEqual("IPC"u8)
        || type.SequenceEqual("FD_PAIR"u8)
        || type.SequenceEqual("OPENAT2"u8)
        || type.SequenceEqual("KERN_MODULE"u8)
        || IsEnd(type);

    /// <summary>Whether the record tells only that its event is complete.</summary>
    public static bool IsEnd(ReadOnlySpan<byte> type) => type.SequenceEqual("EOE"u8);

    /// <summary>Tells the event of which records it is made, where others may belong to them.</summary>
    public static void Describe(ReadOnlyMemory<byte> records, ParsedEvent parsed)
    {
        var (isPart, isEnded, isOnlyEnd) = (false, false, true);
        var rest = records.Span;
        while (!rest.IsEmpty)
        {
            if (AuditdFields.TryHeader(Words.Cut(ref rest, (byte)'\n'), out _, out var kind, out _, out _))
            {
                isPart |= IsPart(kind);
                isEnded |= IsEnd(kind) || kind.SequenceEqual("PROCTITLE"u8);
                isOnlyEnd &= IsEnd(kind);
            }
        }

        if (isPart)
        {
            (parsed.Records, parsed.Continues) = (records.TrimEnd("\r\n"u8), !isEnded);
            parsed.Type = isOnlyEnd ? EventType.Health : parsed.Type;
        }
    }

    /// <summary>Whether the system call is among the records, and as many paths as it names; of a program that was started its arguments too.</summary>
    public static bool AreWhole(ReadOnlySpan<byte> records)
    {
        long named = -1;
        var (paths, isStart, hasArguments) = (0, false, false);
        while (!records.IsEmpty)
        {
            var line = Words.Cut(ref records, (byte)'\n');
            if (!AuditdFields.TryHeader(line, out _, out var kind, out _, out var rest))
            {
                continue;
            }

            if (kind.SequenceEqual("SYSCALL"u8))
            {
                named = Words.TryNumber(Words.Between(rest, " items="u8, (byte)' '), out var items) ? items : 0;
                isStart = IsStart(rest);
            }

            paths += kind.SequenceEqual("PATH"u8) ? 1 : 0;
            hasArguments |= kind.SequenceEqual("EXECVE"u8);
        }

        return named >= 0 && paths >= named && (hasArguments || !isStart);
    }

    /// <summary>Whether <c>execve</c> succeeded, as x86-64 and arm64 number it.</summary>
    private static bool IsStart(ReadOnlySpan<byte> call) =>
        (call.StartsWith("arch=c000003e syscall=59 "u8) || call.StartsWith("arch=c00000b7 syscall=221 "u8)) && call.IndexOf(" success=yes "u8) >= 0;
}
