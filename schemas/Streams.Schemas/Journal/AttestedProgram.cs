using Streams.Schemas.Events;

namespace Streams.Schemas.Journal;

/// <summary>
/// Whether the program that a line names is the one that wrote it. <c>SYSLOG_IDENTIFIER</c> is the writer's word; <c>_COMM</c>, <c>_EXE</c>, <c>_UID</c> are the kernel's.
/// Where a record has none of them (a syslog line, a shipper that leaves them out) there is nothing to hold against it.
/// </summary>
internal static class AttestedProgram
{
    private const int CommLength = 15;
    private const int MinimumStem = 2;

    /// <summary>Weighs the program's name against what is attested.</summary>
    public static Attestation Of(ReadOnlySpan<byte> app, FieldSet fields)
    {
        var known = fields.TryNumber(Field.UserId, out var user);
        if (!IsPlausible(app, fields.Text(Field.ProcessName), fields.Text(Field.ProcessExecutable)))
        {
            return known && user == 0 ? Attestation.Doubtful : Attestation.Refuted;
        }

        return !known || user == 0 || IsSetUid(app) || IsOfDaemon(user, fields) ? Attestation.Plausible : Attestation.Refuted;
    }

    private static bool IsPlausible(ReadOnlySpan<byte> app, ReadOnlySpan<byte> comm, ReadOnlySpan<byte> exe) =>
        (exe.IsEmpty || (IsOfSystem(exe) && IsOf(app, exe[(exe.LastIndexOf((byte)'/') + 1)..]))) && (comm.IsEmpty || IsOf(app, comm.Trim("()"u8)));

    /// <summary>A system account whose program is attested, such as sshd's separated child.</summary>
    private static bool IsOfDaemon(long user, FieldSet fields) => user < 1000 && fields.Has(Field.ProcessExecutable);

    /// <summary>Whether the name that is attested is the program's: <c>CRON</c> is cron's, <c>sshd-session</c> and <c>sshd-auth</c> are sshd's, of long names 15 octets are left.</summary>
    private static bool IsOf(ReadOnlySpan<byte> app, ReadOnlySpan<byte> attested)
    {
        Span<byte> lower = stackalloc byte[CommLength];
        var claimed = Lower(app, lower);
        Span<byte> other = stackalloc byte[CommLength];
        var real = Lower(attested, other);
        var stem = Math.Min(Stem(claimed), Stem(real));
        return stem >= MinimumStem && claimed[..stem].SequenceEqual(real[..stem]);
    }

    /// <summary>The length of a name up to its first dash or digit, without the <c>d</c> of a daemon.</summary>
    private static int Stem(ReadOnlySpan<byte> name)
    {
        var end = name.IndexOfAny("-.:0123456789"u8);
        var stem = end < 0 ? name : name[..end];
        return stem is [.., (byte)'d'] && stem.Length > 4 ? stem.Length - 1 : stem.Length;
    }

    private static ReadOnlySpan<byte> Lower(ReadOnlySpan<byte> name, Span<byte> into)
    {
        var length = Math.Min(name.Length, into.Length);
        for (var i = 0; i < length; i++)
        {
            into[i] = name[i] is >= (byte)'A' and <= (byte)'Z' ? (byte)(name[i] | 0x20) : name[i];
        }

        return into[..length];
    }

    private static bool IsOfSystem(ReadOnlySpan<byte> exe) =>
        (exe.StartsWith("/usr/"u8) && !exe.StartsWith("/usr/local/"u8))
        || exe.StartsWith("/bin/"u8)
        || exe.StartsWith("/sbin/"u8)
        || exe.StartsWith("/lib"u8)
        || exe.StartsWith("/nix/store/"u8)
        || exe.StartsWith("/snap/"u8)
        || exe.StartsWith("/usr/local/sbin/"u8)
        || exe.StartsWith("/usr/local/bin/"u8);

    private static bool IsSetUid(ReadOnlySpan<byte> app) =>
        app.StartsWith("su"u8)
        || app.SequenceEqual("passwd"u8)
        || app.SequenceEqual("chage"u8)
        || app.SequenceEqual("gpasswd"u8)
        || app.SequenceEqual("systemd"u8);
}
