namespace Streams.Schemas.Feeds.Ocsf;

/// <summary>The version of the Open Cybersecurity Schema Framework that documents follow, and who makes them.</summary>
public static class OcsfVersion
{
    public const string Number = "1.8.0";

    public const string Product = "Streams";

    /// <summary>Our own version.</summary>
    public static string ProductVersion { get; } = typeof(OcsfVersion).Assembly.GetName().Version?.ToString(3) ?? "";
}
