namespace Streams.Host.Configuration;

/// <summary>Who sees the alerts of some namespaces, and nothing else of the service.</summary>
/// <param name="Name">Its name in the configuration.</param>
/// <param name="Token">What it shows.</param>
/// <param name="Namespaces">The namespaces.</param>
internal sealed record Tenant(string Name, string Token, IReadOnlySet<string> Namespaces)
{
    /// <summary>Whether it may see what speaks of these namespaces: some, and no other's.</summary>
    public bool Sees(IReadOnlyList<string> namespaces)
    {
        foreach (var @namespace in namespaces)
        {
            if (!Namespaces.Contains(@namespace))
            {
                return false;
            }
        }

        return namespaces.Count > 0;
    }
}
