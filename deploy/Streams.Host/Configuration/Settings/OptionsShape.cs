using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using Streams.Host.Configuration.Settings.Types;
using Streams.Schemas.Settings;

namespace Streams.Host.Configuration.Settings;

/// <summary>The settings and sections of an options record, in the order they are written in it.</summary>
internal static class OptionsShape
{
    private static readonly ConcurrentDictionary<Type, OptionsMember[]> Known = new();

    /// <summary>The members; those of inline sections among them.</summary>
    public static IEnumerable<OptionsMember> Of(object options) => options is IOptionsTable table ? table.Members : Of(options.GetType());

    /// <summary>Every options record within one, itself first, with its path.</summary>
    public static IEnumerable<(string Path, object Options)> Sections(object options, string path = "")
    {
        yield return (path, options);
        foreach (var inline in Inline(options))
        {
            yield return (path, inline);
        }

        foreach (var member in Of(options).Where(m => m.Type is null))
        {
            foreach (var section in Sections(member.Get(options)!, Join(path, member.Name))) // an options record has its sections
            {
                yield return section;
            }
        }
    }

    /// <summary>The one setting of a section, besides its own sections; null where it has none or several.</summary>
    public static OptionsMember? Only(object options) => Of(options).Where(m => m.Type is not null).ToArray() is [var only] ? only : null;

    public static string Join(string path, string name) =>
        path.Length == 0 ? name
        : name.Length == 0 ? path
        : $"{path}.{name}";

    private static IEnumerable<object> Inline(object options) =>
        options is IOptionsTable
            ? []
            : Properties(options.GetType()).Where(p => p.Setting.IsInline).Select(p => p.Property.GetValue(options)!).SelectMany(i => Inline(i).Prepend(i)); // an options record has its sections

    private static OptionsMember[] Of(Type type) => Known.GetOrAdd(type, static t => [.. Members(t)]);

    private static IEnumerable<OptionsMember> Members(Type type)
    {
        foreach (var (property, setting) in Properties(type))
        {
            if (setting.IsInline)
            {
                foreach (var inner in Of(property.PropertyType))
                {
                    yield return inner with
                    {
                        Get = o => inner.Get(property.GetValue(o)!),
                        Set = (o, value) => inner.Set(property.GetValue(o)!, value),
                    }; // an options record has its sections
                }
            }
            else
            {
                yield return new OptionsMember(
                    JsonNamingPolicy.CamelCase.ConvertName(property.Name),
                    setting,
                    property.GetCustomAttribute<SecretAttribute>(),
                    SettingTypes.Of(property.PropertyType, setting),
                    property.GetValue,
                    property.SetValue
                );
            }
        }
    }

    private static IEnumerable<(PropertyInfo Property, SettingAttribute Setting)> Properties(Type type) =>
        type.GetProperties().Select(p => (p, p.GetCustomAttribute<SettingAttribute>()!)).Where(p => p.Item2 is not null); // filtered
}
