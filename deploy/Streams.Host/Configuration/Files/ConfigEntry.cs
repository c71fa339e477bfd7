namespace Streams.Host.Configuration.Files;

/// <summary>A key of a map and what it holds.</summary>
/// <param name="Name">The key as written.</param>
/// <param name="Place">Where the key stands.</param>
/// <param name="Value">What it holds.</param>
internal sealed record ConfigEntry(string Name, Place Place, ConfigNode Value);
