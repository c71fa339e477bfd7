using System.Collections.Frozen;
using System.Text;
using Streams.Schemas.Events;

namespace Streams.Schemas.Ebpf;

/// <summary>What kind of thing a system call does.</summary>
internal static class Syscalls
{
    private static readonly FrozenDictionary<string, EventType> Types = Build();
    private static readonly FrozenDictionary<string, EventType>.AlternateLookup<ReadOnlySpan<char>> ByName = Types.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The type of an event by its system call.</summary>
    public static EventType TypeOf(ReadOnlySpan<byte> name)
    {
        Span<char> chars = stackalloc char[32];
        return name.Length <= chars.Length && Encoding.Latin1.TryGetChars(name, chars, out var length) && ByName.TryGetValue(chars[..length], out var type)
            ? type
            : EventType.Other;
    }

    /// <summary>The system call that an event of Tracee stands for, which its name is where there is none.</summary>
    public static ReadOnlySpan<byte> OfTracee(ReadOnlySpan<byte> name) =>
        name switch
        {
            _ when name.SequenceEqual("sched_process_exec"u8) || name.SequenceEqual("security_bprm_check"u8) => "execve"u8,
            _ when name.SequenceEqual("security_socket_connect"u8) || name.SequenceEqual("net_tcp_connect"u8) => "connect"u8,
            _ when name.SequenceEqual("security_file_open"u8) => "openat"u8,
            _ => name,
        };

    /// <summary>The system call that a probe, trace point or hook of Tetragon stands for, which its name is where there is none.</summary>
    public static ReadOnlySpan<byte> OfTetragon(ReadOnlySpan<byte> function)
    {
        foreach (var prefix in (ReadOnlySpan<string>)["__x64_sys_", "__arm64_sys_", "sys_enter_", "sys_exit_", "sys_"])
        {
            if (function.Length > prefix.Length && Ascii.Equals(function[..prefix.Length], prefix))
            {
                return function[prefix.Length..];
            }
        }

        return function switch
        {
            _ when function.StartsWith("tcp_connect"u8) || function.StartsWith("security_socket_connect"u8) => "connect"u8,
            _ when function.StartsWith("fd_install"u8)
                    || function.StartsWith("security_file_open"u8)
                    || function.StartsWith("security_file_permission"u8)
                    || function.StartsWith("file_open"u8) => "openat"u8,
            _ when function.StartsWith("security_bprm"u8) || function.StartsWith("bprm_check_security"u8) => "execve"u8,
            _ => function,
        };
    }

    private static FrozenDictionary<string, EventType> Build()
    {
        var types = new Dictionary<string, EventType>(StringComparer.Ordinal);
        Add(types, EventType.Process, "execve execveat clone clone3 fork vfork spawned_process");
        Add(
            types,
            EventType.File,
            "open openat openat2 open_by_handle_at creat write pwrite writev pwritev unlink unlinkat rename renameat renameat2 mkdir mkdirat rmdir link linkat symlink symlinkat chmod fchmod fchmodat chown fchown fchownat truncate ftruncate mknod mknodat"
        );
        Add(types, EventType.Network, "connect accept accept4 sendto sendmsg sendmmsg recvfrom recvmsg recvmmsg listen bind socket");
        return types.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static void Add(Dictionary<string, EventType> types, EventType type, string names)
    {
        foreach (var name in names.Split(' '))
        {
            types[name] = type;
        }
    }
}
