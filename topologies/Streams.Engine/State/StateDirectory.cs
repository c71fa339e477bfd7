using System.Text.RegularExpressions;
using Streams.Engine.State.Local;

namespace Streams.Engine.State;

/// <summary>The state directory of one process: its lock, and the instance name that transactional ids are made of.</summary>
/// <remarks>The lock is the operating system's: it goes with the process, however that ends.</remarks>
internal sealed partial class StateDirectory : IDisposable
{
    /// <summary>EWOULDBLOCK: another process has the lock.</summary>
    private const int WouldBlock = 11;

    private const int Room = 1 << 20;
    private readonly FileStream _held;

    private StateDirectory(FileStream held, string instanceName)
    {
        this._held = held;
        InstanceName = instanceName;
    }

    /// <summary>The name of this process, the same over restarts (N13).</summary>
    public string InstanceName { get; }

    /// <exception cref="StateDirectoryInUseException">Another process holds the directory.</exception>
    public static StateDirectory Open(string path, string? wantedName)
    {
        Directory.CreateDirectory(path);
        FileStream held;
        try
        {
            held = new FileStream(Path.Combine(path, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException refused) when (refused.HResult == WouldBlock)
        {
            throw new StateDirectoryInUseException(Path.GetFullPath(path));
        }

        try
        {
            Probe(path);
            return Name(held, path, wantedName);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    public void Dispose() => _held.Dispose();

    /// <summary>A disk without room is waited for before anything is done on it, not met in the middle.</summary>
    /// <exception cref="IOException">There is no room.</exception>
    private static void Probe(string path)
    {
        var file = Path.Combine(path, "room");
        try
        {
            using var probe = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
            probe.Write(new byte[Room]);
            probe.Flush(flushToDisk: true);
        }
        catch (IOException full)
        {
            throw new LocalStateException(Path.GetFullPath(path), full);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static StateDirectory Name(FileStream held, string path, string? wantedName)
    {
        var file = Path.Combine(path, "instance");
        var name = wantedName ?? (File.Exists(file) ? File.ReadAllText(file).Trim() : NameOf(path));
        if (!Allowed().IsMatch(name))
        {
            throw new ArgumentException($"InstanceName: '{name}' must be 1 to 100 letters, digits, '.', '_' or '-'");
        }

        var temporary = file + ".new";
        File.WriteAllText(temporary, name + "\n");
        File.Move(temporary, file, overwrite: true);
        return new StateDirectory(held, name);
    }

    /// <summary>Unique over the directories of a host; no chance in it, so a lost file comes back the same.</summary>
    private static string NameOf(string path)
    {
        var hash = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(Path.GetFullPath(path)));
        var host = new string([.. Environment.MachineName.Where(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-')]);
        return (host.Length == 0 ? "host" : host[..Math.Min(host.Length, 60)]) + "-" + Convert.ToHexStringLower(hash.AsSpan(0, 4));
    }

    [GeneratedRegex("^[A-Za-z0-9._-]{1,100}$", RegexOptions.NonBacktracking)]
    private static partial Regex Allowed();
}
