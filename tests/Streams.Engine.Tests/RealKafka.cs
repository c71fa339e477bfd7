using System.Diagnostics;
using Streams.Engine.Tests;

[assembly: AssemblyFixture(typeof(RealKafka))]

namespace Streams.Engine.Tests;

/// <summary>A real Kafka for the assembly: from KAFKA_BOOTSTRAP, or started from shared/servers and stopped at the end.</summary>
public sealed class RealKafka : IDisposable
{
    private readonly Lock gate = new();
    private string? script;
    private string? directory;
    private string? bootstrap;
    private bool tried;

    /// <summary>The bootstrap servers; skips the calling test, saying so, where there is no Kafka.</summary>
    public string BootstrapOrSkip()
    {
        lock (gate)
        {
            if (!tried)
            {
                tried = true;
                bootstrap = Environment.GetEnvironmentVariable("KAFKA_BOOTSTRAP") ?? Up();
            }
        }

        if (bootstrap is null)
        {
            Assert.Skip("no Kafka: KAFKA_BOOTSTRAP is not set, and shared/servers/kafka was not found or did not start");
        }

        return bootstrap;
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

    private string? Up()
    {
        script = Find();
        if (script is null)
        {
            return null;
        }

        directory = Directory.CreateTempSubdirectory("streams-kafka-").FullName;
        foreach (var line in Run(script, "up", directory).Split('\n'))
        {
            if (line.StartsWith("KAFKA_BOOTSTRAP=", StringComparison.Ordinal))
            {
                return line["KAFKA_BOOTSTRAP=".Length..].Trim();
            }
        }

        return null;
    }
}
