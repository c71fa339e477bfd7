using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Streams.Host.Configuration.Settings;
using YamlDotNet.Serialization;

namespace Streams.Host.Configuration;

/// <summary>The list of settings in the forms that people and editors read.</summary>
internal static class ConfigurationWriter
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The configuration as it takes effect, secrets masked.</summary>
    public static string Show(object options) => new SerializerBuilder().WithQuotingNecessaryStrings().Build().Serialize(Tree(options));

    /// <summary>A file to begin with: what must be set, and everything else as a comment with its default.</summary>
    public static string Commented(object defaults)
    {
        var text = new StringBuilder("# streams config check --config FILE says what is wrong; docs/configuration.md lists the same settings.\n");
        WriteCommented(text, defaults, 0);
        return text.ToString();
    }

    /// <summary>The JSON schema of a configuration, for editors.</summary>
    public static string Schema(object defaults)
    {
        var schema = SchemaOf(defaults);
        schema.Insert(0, "$schema", "http://json-schema.org/draft-07/schema#");
        schema.Insert(1, "title", "Configuration of streams");
        return schema.ToJsonString(Indented);
    }

    /// <summary>The settings as rows of a table in Markdown: path, default, what it is.</summary>
    public static string Page(object defaults)
    {
        var text = new StringBuilder("| key | default | what |\n|---|---|---|\n");
        foreach (var setting in SettingList.Of(defaults))
        {
            var value = setting.Member.Setting.Required.Length > 0 ? "– (required)" : setting.Member.Type!.Format(setting.Value); // a setting has a type
            text.Append(
                $"| `{setting.Path}` | {value} | {setting.Member.Setting.Text.Replace("|", "\\|", StringComparison.Ordinal)}{Bounds(setting.Member)} |\n"
            );
        }

        return text.ToString();
    }

    /// <summary>The schema of a section.</summary>
    public static JsonObject SchemaOf(object defaults)
    {
        var properties = new JsonObject();
        foreach (var member in OptionsShape.Of(defaults))
        {
            var schema = member.Type is null ? SchemaOf(member.Get(defaults)!) : member.Type.Schema(); // an options record has its sections
            if (member.Setting.Text.Length > 0)
            {
                schema["description"] = member.Setting.Text.Replace("`", "", StringComparison.Ordinal);
            }

            properties[member.Name] = schema;
        }

        var section = new JsonObject
        {
            ["type"] = new JsonArray("object", "null"),
            ["additionalProperties"] = false,
            ["properties"] = properties,
        };
        if (defaults is IOptionsTable table && table.Further.Any())
        {
            section["patternProperties"] = new JsonObject(table.Further.Select(f => KeyValuePair.Create(f.Pattern, (JsonNode?)SchemaOf(f.Sample))));
        }

        return OptionsShape.Only(defaults)?.Type is { } only ? new JsonObject { ["anyOf"] = new JsonArray(section, only.Schema()) } : section;
    }

    private static Dictionary<string, object> Tree(object options) =>
        OptionsShape
            .Of(options)
            .ToDictionary(
                m => m.Name,
                m => m.Type is null ? Tree(m.Get(options)!) : m.Type.Show(m.Get(options), m.IsHidden), // an options record has its sections
                StringComparer.Ordinal
            );

    private static void WriteCommented(StringBuilder text, object options, int depth)
    {
        var indent = new string(' ', depth * 2);
        foreach (var member in OptionsShape.Of(options))
        {
            text.Append($"{(depth == 0 ? "\n" : "")}{indent}# {member.Setting.Text.Replace("`", "", StringComparison.Ordinal)}{Bounds(member)}\n");
            if (member.Type is null)
            {
                text.Append($"{indent}{(depth == 0 ? "" : "# ")}{member.Name}:\n");
                WriteCommented(text, member.Get(options)!, depth + 1); // an options record has its sections
                continue;
            }

            var isRequired = member.Setting.Required.Length > 0;
            var value = isRequired ? "localhost:9092" : member.Type.Format(member.Get(options)).Trim('`');
            text.Append($"{indent}{(isRequired ? "" : "# ")}{member.Name}: {(value == "empty" ? "\"\"" : value)}\n");
        }
    }

    private static string Bounds(OptionsMember member) =>
        (member.Setting.Least, member.Setting.Most) switch
        {
            ("", "") => "",
            (var least, "") => $"; at least {least}",
            ("", var most) => $"; at most {most}",
            var (least, most) => $"; {least} to {most}",
        };
}
