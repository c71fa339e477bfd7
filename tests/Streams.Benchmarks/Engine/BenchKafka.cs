using System.Diagnostics;

namespace Streams.Benchmarks.Engine;

/// <summary>A Kafka of the benchmark's own, from shared/servers beside the checkout; one broker.</summary>
internal sealed class BenchKafka : IDisposable
{
    private readonly string? script = Find("servers", "kafka");
    private readonly string directory = Directory.CreateTempSubdirectory("streams-bench-kafka-").FullName;

    /// <param name="options">Passed to <c>kafka up</c>.</param>
    public BenchKafka(params string[] options)
    {
        if (script is null)
        {
            return;
        }

        foreach (var line in Run(["up", directory, .. options]).Split('\n'))
        {
            if (line.StartsWith("KAFKA_BOOTSTRAP=", StringComparison.Ordinal))
            {
                Bootstrap = line[(line.IndexOf('=', StringComparison.Ordinal) + 1)..].Trim();
            }
        }
    }

    /// <summary>Its address; empty where there is none.</summary>
    public string Bootstrap { get; } = "";

    public static string? Find(params string[] path)
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var candidate = Path.Combine([at.FullName, "shared", .. path]);
            if (File.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }

    public void Dispose()
    {
        if (script is not null)
        {
            Run("down", directory);
        }

        Directory.Delete(directory, recursive: true);
    }

    private string Run(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("/bin/bash", [script!, .. arguments]) { RedirectStandardOutput = true })!; // only where it was found
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output;
    }
}
