using System.Globalization;
using Streams.Host.Configuration.Settings;

namespace Streams.Host.Configuration.Files;

/// <summary>Lays environment variables over what a file says: <c>STREAMS__SECTION__KEY</c>, of a list <c>…__0</c>.</summary>
internal static class ConfigEnvironment
{
    public const string Prefix = "STREAMS__";

    /// <summary>Adds the variables to the file's map.</summary>
    public static void Overlay(ConfigNode root, IEnumerable<KeyValuePair<string, string>> variables, List<ConfigError> errors)
    {
        foreach (
            var (name, value) in variables.Where(v => v.Key.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)).OrderBy(v => v.Key, StringComparer.Ordinal)
        )
        {
            var parts = name[Prefix.Length..].Split("__");
            if (parts.Any(string.IsNullOrEmpty))
            {
                errors.Add(new ConfigError(new Place(name), "", $"names no setting; write {Prefix}SECTION__KEY"));
                continue;
            }

            Put(root, parts, 0, new Place(name), value);
        }
    }

    private static void Put(ConfigNode at, string[] parts, int index, Place place, string value)
    {
        var part = parts[index];
        if (at.Items is { } items)
        {
            var i = int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Min(number, items.Count) : items.Count;
            var item = Beneath(i < items.Count ? items[i] : null, parts, index, place, value);
            items.RemoveRange(i, i < items.Count ? 1 : 0);
            items.Insert(i, item);
            return;
        }

        var known = at.Entries!.GetValueOrDefault(part); // what is descended into is a list or a map
        at.Entries![part] = new ConfigEntry(known?.Name ?? part, place, Beneath(known?.Value, parts, index, place, value)); // as above
    }

    private static ConfigNode Beneath(ConfigNode? known, string[] parts, int index, Place place, string value)
    {
        if (index == parts.Length - 1)
        {
            return new ConfigNode(place) { Text = value };
        }

        var isItem = int.TryParse(parts[index + 1], NumberStyles.None, CultureInfo.InvariantCulture, out _);
        var node =
            known is { Entries: not null } or { Items: not null } ? known
            : isItem ? ConfigNode.List(place)
            : ConfigNode.Map(place);
        Put(node, parts, index + 1, place, value);
        return node;
    }
}
