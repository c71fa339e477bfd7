using System.Collections;
using System.Text.Json.Nodes;
using Streams.Host.Configuration.Files;

namespace Streams.Host.Configuration.Settings.Types;

/// <summary>A map of names, free or of a few words, to values.</summary>
/// <param name="keyType">Text or an enumeration, whose names are written in lower case.</param>
/// <param name="valueType">The values' type.</param>
/// <param name="item">How a value is read.</param>
/// <param name="choices">The only keys; empty: those of the enumeration, or any.</param>
/// <param name="namesAll">Whether what is written replaces the defaults.</param>
internal sealed class MapType(Type keyType, Type valueType, ScalarType item, string choices, bool namesAll) : SettingType
{
    private readonly string[] _keys = keyType.IsEnum
        ? [.. Enum.GetNames(keyType).Select(n => n.ToLowerInvariant())]
        : choices.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    public override object? Read(ConfigNode node, string path, object? known, bool isSecret, List<ConfigError> errors)
    {
        if (node.Entries is null)
        {
            errors.Add(new ConfigError(node.Place, path, $"is {node.Kind}; write a map, as in {{{(_keys.Length > 0 ? _keys[0] : "name")}: value}}"));
            return null;
        }

        var map = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(keyType, valueType))!; // it has such a constructor
        // The environment changes single ones; a file that names some may name all.
        if (known is IDictionary before && !(namesAll && node.Entries.Values.Any(e => e.Place.Line > 0)))
        {
            foreach (DictionaryEntry entry in before)
            {
                map[entry.Key] = entry.Value;
            }
        }

        foreach (var entry in node.Entries.Values)
        {
            Put(map, entry, path, isSecret, errors);
        }

        return map;
    }

    public override object Show(object? value, Func<string, bool> isHidden)
    {
        var shown = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var (key, held) in Entries(value))
        {
            shown.Add(key, item.Show(held, _ => isHidden(key)));
        }

        return shown;
    }

    public override string Format(object? value) => $"`{{{string.Join(", ", Entries(value).Select(e => $"{e.Key}: {item.Plain(e.Value)}"))}}}`";

    public override JsonObject Schema()
    {
        if (_keys.Length == 0)
        {
            return new JsonObject { ["type"] = "object", ["additionalProperties"] = item.Schema() };
        }

        return new JsonObject
        {
            ["type"] = "object",
            ["additionalProperties"] = false,
            ["properties"] = new JsonObject(_keys.Select(k => KeyValuePair.Create(k, (JsonNode?)item.Schema()))),
        };
    }

    private void Put(IDictionary map, ConfigEntry entry, string path, bool isSecret, List<ConfigError> errors)
    {
        var name = _keys.Length > 0 ? entry.Name.ToLowerInvariant() : entry.Name;
        if (_keys.Length > 0 && !_keys.Contains(name))
        {
            errors.Add(new ConfigError(entry.Place, $"{path}.{entry.Name}", $"is none of {string.Join(", ", _keys)}{Suggestion.For(entry.Name, _keys)}"));
            return;
        }

        if (entry.Value.IsEmpty)
        {
            errors.Add(new ConfigError(entry.Place, $"{path}.{entry.Name}", "holds nothing"));
        }
        else if (item.Read(entry.Value, $"{path}.{name}", null, isSecret, errors) is { } value)
        {
            map[keyType.IsEnum ? Enum.Parse(keyType, name, ignoreCase: true) : name] = value;
        }
    }

    private static IEnumerable<(string Key, object? Value)> Entries(object? value)
    {
        foreach (DictionaryEntry entry in value as IDictionary ?? new Dictionary<string, object>())
        {
            yield return (entry.Key as string ?? entry.Key.ToString()!.ToLowerInvariant(), entry.Value); // a key is no null
        }
    }
}
