namespace Streams.Schemas.Tests.Conformance;

/// <summary>Finds the shared test data: STREAMS_DATA, or <c>shared/data</c> beside a folder above the test's.</summary>
internal static class SharedData
{
    public static string? Root { get; } = Find();

    public static string Path(string relative)
    {
        Assert.SkipWhen(Root is null, "shared/data is not on this machine; set STREAMS_DATA");
        var path = System.IO.Path.Combine(Root!, relative);
        Assert.SkipUnless(File.Exists(path) || Directory.Exists(path), $"{relative} is not in {Root}");
        return path;
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("STREAMS_DATA") is { Length: > 0 } named)
        {
            return Directory.Exists(named) ? named : null;
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = System.IO.Path.Combine(folder.FullName, "shared", "data");
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }
}
