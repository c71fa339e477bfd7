using System.Collections;
using System.Text.Json.Nodes;
using Streams.Host.Configuration.Files;

namespace Streams.Host.Configuration.Settings.Types;

/// <summary>A list; a single value is a list of one, an empty one a list of none.</summary>
internal sealed class ListType(Type itemType, ScalarType item) : SettingType
{
    public override object? Read(ConfigNode node, string path, object? known, bool isSecret, List<ConfigError> errors)
    {
        var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(itemType))!; // it has such a constructor
        if (node.Entries is not null)
        {
            errors.Add(new ConfigError(node.Place, path, "is a map; write a list, as in [a, b]"));
            return null;
        }

        var isWhole = true;
        var items = node.Items ?? (node.Text is { Length: > 0 } ? [node] : []);
        for (var i = 0; i < items.Count; i++)
        {
            if (item.Read(items[i], node.Items is null ? path : $"{path}[{i}]", null, isSecret, errors) is { } value && value != AddressType.None)
            {
                list.Add(value);
            }
            else
            {
                isWhole = false;
            }
        }

        return isWhole ? list : null;
    }

    public override object Show(object? value, Func<string, bool> isHidden) =>
        value is IEnumerable items ? items.Cast<object>().Select(i => item.Show(i, isHidden)).ToList() : new List<object>();

    public override string Format(object? value) =>
        $"`[{string.Join(", ", ((IEnumerable)(value ?? Array.Empty<object>())).Cast<object>().Select(i => item.Plain(i)))}]`";

    public override JsonObject Schema() => new() { ["type"] = "array", ["items"] = item.Schema() };
}
