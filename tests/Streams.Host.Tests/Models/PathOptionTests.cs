namespace Streams.Host.Tests.Models;

/// <summary>A path at which nothing can be written is refused before anything is read, with the option and what to do.</summary>
public sealed class PathOptionTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("streams-paths-");

    [Theory]
    [InlineData("--features {0}/file: that is a file; name a folder", "replay", "--source", "audit={0}/file", "--features", "{0}/file")]
    [InlineData("--out {0}/file: that is a file; name a folder", "features", "export", "--out", "{0}/file")]
    [InlineData("--out {0}/no/m.json: there is no folder {0}/no; make it", "train", "m", "--data", "{0}", "--out", "{0}/no/m.json")]
    [InlineData("--out {0}: that is a folder; name a file", "train", "m", "--data", "{0}", "--out", "{0}")]
    [InlineData("--out {0}/no/e.json: there is no folder {0}/no; make it", "evaluate", "{0}/file", "--data", "{0}", "--out", "{0}/no/e.json")]
    public void A_path_that_cannot_be_written_is_refused(string expected, params string[] arguments)
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "file"), "");
        var environment = new Dictionary<string, string> { ["STREAMS__KAFKA__BOOTSTRAP"] = "127.0.0.1:1" };

        var (code, _, error) = Cli.Run(null, environment, [.. arguments.Select(Of)]);

        Assert.Equal(2, code);
        Assert.Contains(Of(expected), error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string Of(string text) => text.Replace("{0}", _folder.FullName, StringComparison.Ordinal);
}
