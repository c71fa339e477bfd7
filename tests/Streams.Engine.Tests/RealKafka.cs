using System.Diagnostics;
using Streams.Engine.Tests;

[assembly: AssemblyFixture(typeof(RealKafka))]

namespace Streams.Engine.Tests;

/// <summary>A real Kafka of three brokers for the assembly: from KAFKA_BOOTSTRAP, or started from shared/servers and stopped at the end.</summary>
public sealed class RealKafka : IDisposable
{
    private readonly Lock gate = new();
    private string? script;
    private string? directory;
    private string? bootstrap;
    private bool tried;
    private readonly Dictionary<string, string> printed = new(StringComparer.Ordinal);

    /// <summary>The bootstrap servers; skips the calling test, saying so, where there is no Kafka.</summary>
    public string BootstrapOrSkip()
    {
        lock (gate)
        {
            if (!tried)
            {
                tried = true;
                bootstrap = Environment.GetEnvironmentVariable("KAFKA_BOOTSTRAP") ?? Up("--brokers", "3");
            }
        }

        if (bootstrap is null)
        {
            Assert.Skip("no Kafka: KAFKA_BOOTSTRAP is not set, and shared/servers/kafka was not found or did not start");
        }

        return bootstrap;
    }

    /// <summary>A cluster of the caller's own, whatever KAFKA_BOOTSTRAP says; skips where there is none to start.</summary>
    public static RealKafka OwnOrSkip()
    {
        var own = new RealKafka { tried = true };
        own.bootstrap = own.Up("--brokers", "3");
        own.BootstrapOrSkip();
        return own;
    }

    /// <summary>A cluster of the caller's own with TLS and SCRAM; skips where there is none to start.</summary>
    /// <param name="sasl">The bootstrap servers of its SASL_SSL listener.</param>
    /// <param name="tls">Those of its SSL listener, which wants a client certificate.</param>
    /// <param name="certificates">The directory of its certificates.</param>
    public static RealKafka SecureOrSkip(out string sasl, out string tls, out string certificates)
    {
        var own = new RealKafka { tried = true };
        own.bootstrap = own.Up("--secure");
        own.BootstrapOrSkip();
        sasl = own.printed["KAFKA_BOOTSTRAP_SASL_SSL"];
        tls = own.printed["KAFKA_BOOTSTRAP_SSL"];
        certificates = own.printed["KAFKA_TLS"];
        return own;
    }

    /// <summary>Kills the broker (SIGKILL), waits, and starts it again; only on a cluster of one's own.</summary>
    public async Task KillAndStartAsync(TimeSpan pause)
    {
        Run(script!, "kill", directory!, "1");
        await Task.Delay(pause);
        Run(script!, "start", directory!);
    }

    /// <summary>Stops every broker (SIGSTOP), waits, and lets them go on; only on a cluster of one's own.</summary>
    public async Task PauseAllAsync(TimeSpan pause)
    {
        foreach (var id in new[] { "1", "2", "3" })
        {
            Run(script!, "pause", directory!, id);
        }

        await Task.Delay(pause);
        foreach (var id in new[] { "1", "2", "3" })
        {
            Run(script!, "resume", directory!, id);
        }
    }

    public void Dispose()
    {
        if (script is not null && directory is not null)
        {
            Run(script, "down", directory);
            Directory.Delete(directory, recursive: true);
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
        script = Find();
        if (script is null)
        {
            return null;
        }

        directory = Directory.CreateTempSubdirectory("streams-kafka-").FullName;
        foreach (var line in Run(script, ["up", directory, .. options]).Split('\n'))
        {
            if (line.IndexOf('=', StringComparison.Ordinal) is > 0 and var at)
            {
                printed[line[..at]] = line[(at + 1)..].Trim();
            }
        }

        return printed.GetValueOrDefault("KAFKA_BOOTSTRAP");
    }
}
