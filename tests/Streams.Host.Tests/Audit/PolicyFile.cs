namespace Streams.Host.Tests.Audit;

/// <summary>The policy that the checkout ships.</summary>
internal static class PolicyFile
{
    public static string Path { get; } = Find();

    private static string Find()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var candidate = System.IO.Path.Combine(at.FullName, "deploy", "kubernetes", "audit-policy.yaml");
            if (File.Exists(candidate))
            {
                return candidate;
            }
        }

        throw new InvalidOperationException($"no deploy/kubernetes/audit-policy.yaml above {AppContext.BaseDirectory}");
    }
}
