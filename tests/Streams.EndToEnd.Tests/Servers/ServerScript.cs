using System.Diagnostics;

namespace Streams.EndToEnd.Tests.Servers;

/// <summary>A server that a script of shared/servers starts, in a directory of its own; stopped and removed at the end.</summary>
public sealed class ServerScript : IDisposable
{
    private const int MaxAttempts = 3;
    private readonly Dictionary<string, string> _facts = new(StringComparer.Ordinal);

    private ServerScript(string script, string[] arguments)
    {
        (Script, Directory) = (script, System.IO.Directory.CreateTempSubdirectory($"streams-{Path.GetFileName(script)}-").FullName);
        foreach (var line in Run(["up", Directory, .. arguments]).Split('\n'))
        {
            if (line.Split('=', 2) is [var name, var value])
            {
                _facts[name] = value.Trim();
            }
        }
    }

    /// <summary>The script.</summary>
    public string Script { get; }

    /// <summary>Where the server keeps its data.</summary>
    public string Directory { get; }

    /// <summary>What the script printed: an address, a file.</summary>
    public string this[string fact] => _facts[fact];

    /// <summary>Starts the server; skips the calling test, saying so, where the scripts are not there or it does not start.</summary>
    public static ServerScript UpOrSkip(string name, params string[] arguments)
    {
        var script = Find(name);
        Assert.SkipWhen(script is null, $"no {name}: shared/servers/{name} was not found above {AppContext.BaseDirectory}");
        for (var attempt = 1; ; attempt++)
        {
            var server = new ServerScript(script!, arguments);
            if (server._facts.Count > 0)
            {
                return server;
            }

            // Another server may have taken the port in the meantime.
            server.Dispose();
            Assert.SkipWhen(attempt == MaxAttempts, $"no {name}: shared/servers/{name} did not start at {MaxAttempts} attempts");
        }
    }

    /// <summary>Kills it (SIGKILL).</summary>
    public void Kill(params string[] arguments) => Run(["kill", Directory, .. arguments]);

    /// <summary>Ends it; its data stay.</summary>
    public void Stop() => Run("down", Directory);

    /// <summary>Starts it again with its data.</summary>
    public void Start() => Run("start", Directory);

    public void Dispose()
    {
        Run("down", Directory);
        System.IO.Directory.Delete(Directory, recursive: true);
    }

    private static string? Find(string name)
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var candidate = Path.Combine(at.FullName, "shared", "servers", name);
            if (File.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }

    private string Run(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("/bin/bash", [Script, .. arguments]) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : "";
    }
}
