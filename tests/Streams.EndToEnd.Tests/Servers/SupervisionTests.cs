using System.Globalization;

namespace Streams.EndToEnd.Tests.Servers;

/// <summary><c>streams run</c> as a parent and its child, on a real Kafka.</summary>
public sealed class SupervisionTests
{
    [Fact]
    public async Task A_killed_service_is_started_again_a_stop_is_passed_on_and_a_child_does_not_outlive_its_parent()
    {
        using var kafka = ServerScript.UpOrSkip("kafka");
        using var folder = new TemporaryFolder();
        var configuration = folder.Write(
            "streams.yaml",
            $$"""
            kafka: {bootstrap: "{{kafka["KAFKA_BOOTSTRAP"]}}", signalPartitions: 1, rawPartitions: 1}
            state: {directory: "{{folder.Path}}/state"}
            http: {listen: "127.0.0.1:0"}
            """
        );
        using (var service = StreamsService.Start(configuration, supervised: true))
        {
            await service.ReadyAsync();
            var child = ChildOf(service.Id);
            Signal("KILL", child);
            await UntilAsync(() => service.Output.Split('\n').Count(l => l.StartsWith("ready:", StringComparison.Ordinal)) == 2, service);
            Assert.Contains("was ended by signal 9", service.Output);
            Assert.NotEqual(child, ChildOf(service.Id));
            Assert.Equal(0, await service.StopAsync());
        }

        using var orphan = StreamsService.Start(configuration, supervised: true);
        await orphan.ReadyAsync();
        var left = ChildOf(orphan.Id);
        orphan.Kill();
        await UntilAsync(() => !Directory.Exists($"/proc/{left}"), orphan);
    }

    private static int ChildOf(int parent) =>
        // A child belongs to the thread that started it.
        int.Parse(
            Directory
                .GetDirectories($"/proc/{parent}/task")
                .SelectMany(t => File.ReadAllText($"{t}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Single(),
            CultureInfo.InvariantCulture
        );

    private static void Signal(string name, int process)
    {
        using var kill = System.Diagnostics.Process.Start("/bin/kill", ["-" + name, process.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    private static async Task UntilAsync(Func<bool> holds, StreamsService service)
    {
        for (var i = 0; i < 600 && !holds(); i++)
        {
            await Task.Delay(50);
        }

        Assert.True(holds(), service.Output);
    }
}
