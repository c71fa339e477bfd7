using System.Diagnostics;

namespace Streams.Connectors.Sinks.Tests.Servers;

/// <summary>A server of Debian's, on loopback, in a folder of its own; killed and removed at the end.</summary>
public sealed class DebianServer : IDisposable
{
    private static readonly HttpClient Client = new();
    private readonly string _program;
    private readonly string[] _arguments;
    private Process? _process;

    private DebianServer(string program, string package, Func<string, int, string[]> arguments)
    {
        Assert.SkipUnless(IsThere(program), $"no {program}: install Debian's package {package}");
        (_program, Directory, Port) = (program, System.IO.Directory.CreateTempSubdirectory($"streams-{program}-").FullName, LoopbackPort.Free());
        _arguments = arguments(Directory, Port);
    }

    public string Directory { get; }

    public int Port { get; }

    public Uri Url => new($"http://127.0.0.1:{Port}");

    /// <summary>Starts a server and waits until it is ready; skips the calling test, saying so, where the program is missing.</summary>
    /// <param name="program">The program.</param>
    /// <param name="package">The package that has it.</param>
    /// <param name="arguments">Its arguments, of its folder and port.</param>
    public static async Task<DebianServer> StartOrSkipAsync(string program, string package, Func<string, int, string[]> arguments)
    {
        var server = new DebianServer(program, package, arguments);
        await server.StartAsync();
        return server;
    }

    /// <summary>Whether a program can be run here.</summary>
    public static bool IsThere(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));

    /// <summary>Starts it, with the data that it has.</summary>
    public async Task StartAsync()
    {
        _process = Process.Start(new ProcessStartInfo(_program, _arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var log = new List<string>();
        _process.ErrorDataReceived += (_, line) =>
        {
            lock (log)
            {
                log.Add(line.Data ?? "");
            }
        };
        _process.OutputDataReceived += static (_, _) => { };
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        for (var until = DateTime.UtcNow.AddSeconds(30); ; await Task.Delay(100))
        {
            Assert.False(_process.HasExited || DateTime.UtcNow > until, $"{_program} does not start: {string.Join('\n', log)}");
            try
            {
                if ((await Client.GetAsync(new Uri(Url, "/-/ready"))).IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // not yet
            }
        }
    }

    /// <summary>SIGKILL.</summary>
    public void Kill()
    {
        _process?.Kill();
        _process?.WaitForExit();
    }

    public void Dispose()
    {
        Kill();
        _process?.Dispose();
        System.IO.Directory.Delete(Directory, recursive: true);
    }
}
