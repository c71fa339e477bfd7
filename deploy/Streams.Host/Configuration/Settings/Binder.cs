using Streams.Host.Configuration.Files;
using Streams.Host.Configuration.Settings.Types;
using Streams.Schemas.Settings;

namespace Streams.Host.Configuration.Settings;

/// <summary>Puts what was written into options records. Every error is found, each with its place.</summary>
internal static class Binder
{
    /// <summary>Changes options that nobody else has yet.</summary>
    public static void Bind(ConfigNode root, object options, List<ConfigError> errors)
    {
        Bind(root, options, "", errors);
        foreach (var missing in SettingList.Of(options).Where(s => s.Member.Setting.Required.Length > 0 && s.Value is null or ""))
        {
            Add(errors, root, missing.Path, $"is missing; write {missing.Member.Setting.Required}");
        }

        foreach (var (path, section) in OptionsShape.Sections(options))
        {
            foreach (var error in (section as IValidatedOptions)?.Validate() ?? [])
            {
                Add(errors, root, OptionsShape.Join(path, error.Setting), error.Text);
            }
        }
    }

    private static void Bind(ConfigNode node, object options, string path, List<ConfigError> errors)
    {
        if (options is IOptionsTable table)
        {
            Extend(table, node);
        }

        var members = OptionsShape.Of(options).ToArray();
        if (node.Entries is null)
        {
            // A section of one setting may be written as that setting's value.
            if (OptionsShape.Only(options) is { } only && !node.IsEmpty)
            {
                Bind(node, only, options, OptionsShape.Join(path, only.Name), errors);
            }
            else if (!node.IsEmpty)
            {
                errors.Add(new ConfigError(node.Place, path, $"is {node.Kind}; it is a section: {string.Join(", ", members.Select(m => m.Name))}"));
            }

            return;
        }

        // In the order of the record: a default may follow from what stands before it.
        foreach (var entry in node.Entries.Values.OrderBy(e => Array.FindIndex(members, m => m.Name.Equals(e.Name, StringComparison.OrdinalIgnoreCase))))
        {
            var at = OptionsShape.Join(path, entry.Name);
            if (Array.Find(members, m => m.Name.Equals(entry.Name, StringComparison.OrdinalIgnoreCase)) is { } member)
            {
                Bind(entry.Value, member, options, OptionsShape.Join(path, member.Name), errors);
            }
            else
            {
                errors.Add(new ConfigError(entry.Place, at, $"is no setting{Suggestion.For(entry.Name, members.Select(m => m.Name))}"));
            }
        }
    }

    private static void Extend(IOptionsTable table, ConfigNode node)
    {
        foreach (var entry in node.Entries?.Values ?? Enumerable.Empty<ConfigEntry>())
        {
            if (!table.Members.Any(m => m.Name.Equals(entry.Name, StringComparison.OrdinalIgnoreCase)))
            {
                table.TryAdd(entry.Name);
            }
        }
    }

    private static void Bind(ConfigNode node, OptionsMember member, object options, string path, List<ConfigError> errors)
    {
        if (member.Type is null)
        {
            Bind(node, member.Get(options)!, path, errors); // an options record has its sections
        }
        else if (!node.IsEmpty && member.Type.Read(node, path, member.Get(options), member.Secret is not null, errors) is { } value)
        {
            member.Set(options, value == AddressType.None ? null : value);
        }
    }

    /// <summary>An error of what fits together only by its form is told where the form is right.</summary>
    private static void Add(List<ConfigError> errors, ConfigNode root, string path, string text)
    {
        if (
            errors.TrueForAll(e =>
                e.Path != path && !e.Path.StartsWith($"{path}.", StringComparison.Ordinal) && !e.Path.StartsWith($"{path}[", StringComparison.Ordinal)
            )
        )
        {
            errors.Add(new ConfigError(PlaceOf(root, path), path, text));
        }
    }

    /// <summary>Where a setting is written, or the section that it is missing from.</summary>
    private static Place PlaceOf(ConfigNode root, string path)
    {
        var (node, place) = (root, root.Place);
        foreach (var part in path.Split('.', '['))
        {
            if (node.Entries?.GetValueOrDefault(part) is not { } entry)
            {
                break;
            }

            (node, place) = (entry.Value, entry.Place);
        }

        return place;
    }
}
