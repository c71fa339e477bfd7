using System.Diagnostics;

namespace Streams.Benchmarks.Engine;

/// <summary>A Kafka of the benchmark's own, from shared/servers beside the checkout; one broker.</summary>
internal sealed class BenchKafka : IDisposable
{
    private readonly string? _script = Find("servers", "kafka");
    private readonly string _directory = Directory.CreateTempSubdirectory("streams-bench-kafka-").FullName;

    /// <param name="options">Passed to <c>kafka up</c>.</param>
    public BenchKafka(params string[] options)
    {
        if (_script is null)
        {
            return;
        }

        foreach (var line in Run(["up", _directory, .. options]).Split('\n'))
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
        if (_script is not null)
        {
            Run("down", _directory);
        }

        Directory.Delete(_directory, recursive: true);
    }

    private string Run(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("/bin/bash", [_script!, .. arguments]) { RedirectStandardOutput = true })!; // only where it was found
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output;
    }
}
