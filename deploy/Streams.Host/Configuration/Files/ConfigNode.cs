namespace Streams.Host.Configuration.Files;

/// <summary>What was written: a text, a map or a list, with its place. Keys differ in more than case.</summary>
internal sealed class ConfigNode(Place place)
{
    public Place Place => place;

    /// <summary>A scalar's text; null where it is a map or a list, or holds nothing.</summary>
    public string? Text { get; init; }

    /// <summary>A map's entries; null where it is none.</summary>
    public Dictionary<string, ConfigEntry>? Entries { get; private init; }

    /// <summary>A list's items; null where it is none.</summary>
    public List<ConfigNode>? Items { get; private init; }

    /// <summary>Whether nothing is written: <c>key:</c>.</summary>
    public bool IsEmpty => Text is null && Entries is null && Items is null;

    public static ConfigNode Map(Place place) => new(place) { Entries = new(StringComparer.OrdinalIgnoreCase) };

    public static ConfigNode List(Place place) => new(place) { Items = [] };

    /// <summary>What it is, for errors.</summary>
    public string Kind =>
        Entries is not null ? "a map"
        : Items is not null ? "a list"
        : IsEmpty ? "nothing"
        : "a single value";
}
