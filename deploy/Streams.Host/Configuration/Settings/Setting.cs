namespace Streams.Host.Configuration.Settings;

/// <summary>A setting with its place in the configuration.</summary>
/// <param name="Path"><c>kafka.bootstrap</c>.</param>
/// <param name="Member">What it is.</param>
/// <param name="Value">Its value; in a list of defaults the default.</param>
internal sealed record Setting(string Path, OptionsMember Member, object? Value);
