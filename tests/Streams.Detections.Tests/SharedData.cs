namespace Streams.Detections.Tests;

/// <summary>Third-party data beside the checkout: read, never copied.</summary>
internal static class SharedData
{
    /// <summary>A path under <c>shared/data</c>; skips the calling test, saying so, where it is absent.</summary>
    public static string PathOrSkip(string relative)
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var candidate = Path.Combine(at.FullName, "shared", "data", relative);
            if (Path.Exists(candidate))
            {
                return candidate;
            }
        }

        Assert.Skip($"shared/data/{relative} does not lie beside the checkout");
        return "";
    }

    /// <summary>A path within this checkout.</summary>
    public static string Checkout(string relative)
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Streams.sln")))
            {
                return Path.Combine(at.FullName, relative);
            }
        }

        throw new DirectoryNotFoundException("the tests run outside a checkout");
    }
}
