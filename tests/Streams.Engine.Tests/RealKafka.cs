using System.Diagnostics;
using Streams.Engine.Tests;

[assembly: AssemblyFixture(typeof(RealKafka))]

namespace Streams.Engine.Tests;

/// <summary>A real Kafka of three brokers for the assembly: from KAFKA_BOOTSTRAP, or started from shared/servers and stopped at the end.</summary>
public sealed class RealKafka : IDisposable
{
    private readonly Lock _gate = new();
    private string? _script;
    private string? _directory;
    private string? _bootstrap;
    private bool _tried;
    private readonly Dictionary<string, string> _printed = new(StringComparer.Ordinal);

    /// <summary>The bootstrap servers; skips the calling test, saying so, where there is no Kafka.</summary>
    public string BootstrapOrSkip()
    {
        lock (_gate)
        {
            if (!_tried)
            {
                _tried = true;
                _bootstrap = Environment.GetEnvironmentVariable("KAFKA_BOOTSTRAP") ?? Up("--brokers", "3");
            }
        }

        if (_bootstrap is null)
        {
            Assert.Skip("no Kafka: KAFKA_BOOTSTRAP is not set, and shared/servers/kafka was not found or did not start");
        }

        return _bootstrap;
    }

    /// <summary>A cluster of the caller's own, whatever KAFKA_BOOTSTRAP says; skips where there is none to start.</summary>
    public static RealKafka OwnOrSkip()
    {
        var own = new RealKafka { _tried = true };
        own._bootstrap = own.Up("--brokers", "3");
        own.BootstrapOrSkip();
        return own;
    }

    /// <summary>A cluster of the caller's own with TLS and SCRAM; skips where there is none to start.</summary>
    /// <param name="sasl">The bootstrap servers of its SASL_SSL listener.</param>
    /// <param name="tls">Those of its SSL listener, which wants a client certificate.</param>
    /// <param name="certificates">The directory of its certificates.</param>
    public static RealKafka SecureOrSkip(out string sasl, out string tls, out string certificates)
    {
        var own = new RealKafka { _tried = true };
        own._bootstrap = own.Up("--secure");
        own.BootstrapOrSkip();
        sasl = own._printed["KAFKA_BOOTSTRAP_SASL_SSL"];
        tls = own._printed["KAFKA_BOOTSTRAP_SSL"];
        certificates = own._printed["KAFKA_TLS"];
        return own;
    }

    /// <summary>Kills the broker (SIGKILL), waits, and starts it again; only on a cluster of one's own.</summary>
    public async Task KillAndStartAsync(TimeSpan pause)
    {
        Run(_script!, "kill", _directory!, "1");
        await Task.Delay(pause);
        Run(_script!, "start", _directory!);
    }

    /// <summary>Stops every broker (SIGSTOP), waits, and lets them go on; only on a cluster of one's own.</summary>
    public async Task PauseAllAsync(TimeSpan pause)
    {
        foreach (var id in new[] { "1", "2", "3" })
        {
            Run(_script!, "pause", _directory!, id);
        }

        await Task.Delay(pause);
        foreach (var id in new[] { "1", "2", "3" })
        {
            Run(_script!, "resume", _directory!, id);
        }
    }

    public void Dispose()
    {
        if (_script is not null && _directory is not null)
        {
            Run(_script, "down", _directory);
            Directory.Delete(_directory, recursive: true);
        }
    }

    private static string? Find()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var candidate = Path.Combine(at.FullName, "shared", "servers", "kafka");
            if (File.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }

    private static string Run(string file, params string[] arguments)
    {
        var start = new ProcessStartInfo("/bin/bash", [file, .. arguments]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : string.Empty;
    }

    private string? Up(params string[] options)
    {
        _script = Find();
        if (_script is null)
        {
            return null;
        }

        _directory = Directory.CreateTempSubdirectory("streams-kafka-").FullName;
        foreach (var line in Run(_script, ["up", _directory, .. options]).Split('\n'))
        {
            if (line.IndexOf('=', StringComparison.Ordinal) is > 0 and var at)
            {
                _printed[line[..at]] = line[(at + 1)..].Trim();
            }
        }

        return _printed.GetValueOrDefault("KAFKA_BOOTSTRAP");
    }
}
