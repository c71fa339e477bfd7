namespace Streams.Host.Tests.Rules;

/// <summary>A rule file for a test, which is gone with it.</summary>
internal sealed class TemporaryRules : IDisposable
{
    public TemporaryRules(string text)
    {
        Path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"{System.IO.Path.GetRandomFileName()}.yml");
        File.WriteAllText(Path, text);
    }

    public string Path { get; }

    public void Dispose() => File.Delete(Path);
}
