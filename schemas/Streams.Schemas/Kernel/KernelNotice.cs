using Streams.Schemas.Events;
using Streams.Schemas.Text;

namespace Streams.Schemas.Kernel;

/// <summary>What the kernel writes of a process: killed for memory, crashed, held by lockdown, refused by a security module.</summary>
internal static class KernelNotice
{
    /// <summary>Adds the process and what became of it; nothing where the message is of something else.</summary>
    public static void Describe(ReadOnlySpan<byte> message, FieldSet fields)
    {
        if (message.IndexOf("Killed process "u8) is >= 0 and < 48 and var killed)
        {
            var rest = message[(killed + 15)..];
            var process = Words.Cut(ref rest, (byte)' ');
            var end = rest.IndexOf(") total-vm:"u8);
            end = end < 0 ? rest.IndexOf((byte)')') : end;
            Add("oom_kill"u8, process, end > 0 && rest[0] == '(' ? rest[1..end] : default, fields);
        }
        else if (message.IndexOf("]: segfault at "u8) is > 0 and var crashed)
        {
            // A name may hold brackets: the last one opens the number.
            var head = message[..crashed];
            var open = head.LastIndexOf((byte)'[');
            Add("segfault"u8, open < 0 ? default : head[(open + 1)..], open < 0 ? default : head[..open], fields);
        }
        else if (message.StartsWith("Lockdown: "u8))
        {
            var rest = message[10..];
            var name = rest[..(rest.IndexOf(": "u8) is >= 0 and var end ? end : 0)];
            Add("lockdown"u8, default, name, fields);
        }
        else if (message.StartsWith("audit: type="u8) && message.IndexOf(" audit("u8) > 0)
        {
            Audit(message, fields);
        }
    }

    /// <summary>The kernel writes in hexadecimal what holds a blank or a quote, so a value holds neither.</summary>
    private static void Audit(ReadOnlySpan<byte> message, FieldSet fields)
    {
        var denied = message.IndexOf("apparmor=\"DENIED\""u8) >= 0 || message.IndexOf(" denied "u8) >= 0;
        Add(denied ? "denied"u8 : default, Words.Between(message, " pid="u8, (byte)' '), Words.Between(message, " comm=\""u8, (byte)'"'), fields);
        fields.Add(Field.ProcessExecutable, Words.Between(message, " exe=\""u8, (byte)'"'));
        fields.Add(Field.FilePath, Words.Between(message, " name=\""u8, (byte)'"'));
    }

    private static void Add(ReadOnlySpan<byte> action, ReadOnlySpan<byte> process, ReadOnlySpan<byte> name, FieldSet fields)
    {
        fields.Add(Field.EventAction, action);
        fields.Replace(Field.ProcessName, name);
        if (Words.TryNumber(process.TrimEnd((byte)','), out var number) && !fields.Has(Field.ProcessId))
        {
            fields.Add(Field.ProcessId, number);
        }
    }
}
