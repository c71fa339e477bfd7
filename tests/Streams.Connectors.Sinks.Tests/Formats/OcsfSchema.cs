using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Streams.Connectors.Sinks.Tests.Formats;

/// <summary>The published schema of OCSF 1.8.0, as far as a document can be checked against it: attributes, requirements, constraints, types, enumerations.</summary>
internal sealed class OcsfSchema : IDisposable
{
    private const string Archive = "data/ocsf_schema/schema.tar.xz";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();
    private readonly Dictionary<string, JsonObject> _known = new(StringComparer.Ordinal);
    private readonly JsonObject _dictionary;
    private readonly Dictionary<string, string> _classes;
    private readonly Dictionary<string, int> _categories;
    private readonly Dictionary<string, int> _numbers;
    private readonly HashSet<string> _observables;

    private OcsfSchema(string archive)
    {
        using var tar = Process.Start(new ProcessStartInfo("tar", ["-xJf", archive, "-C", _folder.FullName]))
            ?? throw new InvalidOperationException("tar does not start");
        tar.WaitForExit();
        _dictionary = Read("dictionary.json");
        _observables =
        [
            .. _dictionary["attributes"]!
                .AsObject()
                .Concat(_dictionary["types"]!["attributes"]!.AsObject())
                .Select(a => (a.Value as JsonObject)?["observable"]?.ToString() ?? "")
                .Where(n => n.Length > 0),
        ];
        _categories = Read("categories.json")["attributes"]!.AsObject().ToDictionary(c => c.Key, c => c.Value!["uid"]!.GetValue<int>(), StringComparer.Ordinal);
        _classes = Directory
            .EnumerateFiles(Path.Combine(_folder.FullName, "events"), "*.json", SearchOption.AllDirectories)
            .ToDictionary(f => Path.GetFileNameWithoutExtension(f), f => f, StringComparer.Ordinal);
        _numbers = _classes
            .Keys.Select(c => (Class: c, Number: NumberOf(c)))
            .Where(c => c.Number is not null)
            .ToDictionary(c => c.Class, c => c.Number!.Value, StringComparer.Ordinal); // just asked
    }

    /// <summary>The schema; the test is skipped where it is not there.</summary>
    public static OcsfSchema OpenOrSkip()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "shared", Archive)))
        {
            folder = folder.Parent;
        }

        Assert.SkipWhen(folder is null, $"there is no ../shared/{Archive}");
        return new OcsfSchema(Path.Combine(folder!.FullName, "shared", Archive)); // skipped else
    }

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>What is wrong with a document of the class that it names.</summary>
    public IReadOnlyList<string> Errors(JsonElement document)
    {
        var number = document.GetProperty("class_uid").GetInt32();
        return _numbers.FirstOrDefault(n => n.Value == number).Key is { } @class ? Errors(document, @class) : [$"{number} is no class"];
    }

    /// <summary>What is wrong with a document of a class.</summary>
    public IReadOnlyList<string> Errors(JsonElement document, string @class)
    {
        var errors = new List<string>();
        Check(document, Merged(_classes[@class], n => _classes[n]), @class, errors);
        return errors;
    }

    private void Check(JsonElement value, JsonObject definition, string path, List<string> errors)
    {
        var attributes = definition["attributes"]!.AsObject();
        if (value.ValueKind != JsonValueKind.Object)
        {
            errors.Add($"{path}: is no object");
            return;
        }

        foreach (var (name, attribute) in attributes)
        {
            if (
                attribute is JsonObject rule
                && rule["requirement"]?.GetValue<string>() == "required"
                && rule["profile"] is null
                && !value.TryGetProperty(name, out _)
            )
            {
                errors.Add($"{path}.{name}: is required");
            }
        }

        foreach (var property in value.EnumerateObject())
        {
            if (attributes[property.Name] is not JsonObject attribute)
            {
                errors.Add($"{path}.{property.Name}: is no attribute");
            }
            else
            {
                CheckAttribute(property.Value, property.Name, attribute, $"{path}.{property.Name}", errors);
            }
        }

        if (definition["constraints"]?["at_least_one"] is JsonArray some && !some.Any(n => value.TryGetProperty(n!.GetValue<string>(), out _)))
        {
            errors.Add($"{path}: needs one of {some.ToJsonString()}");
        }
    }

    private void CheckAttribute(JsonElement value, string name, JsonObject attribute, string path, List<string> errors)
    {
        var entry = _dictionary["attributes"]![name] ?? throw new InvalidOperationException($"{name} is not in the dictionary");
        if (entry["is_array"]?.GetValue<bool>() == true)
        {
            if (value.ValueKind != JsonValueKind.Array)
            {
                errors.Add($"{path}: is no array");
                return;
            }

            var i = 0;
            foreach (var item in value.EnumerateArray())
            {
                CheckValue(item, entry, attribute, $"{path}[{i++}]", errors);
            }

            return;
        }

        CheckValue(value, entry, attribute, path, errors);
    }

    private void CheckValue(JsonElement value, JsonNode entry, JsonObject attribute, string path, List<string> errors)
    {
        var type = entry["type"]!.GetValue<string>();
        var isRight = type switch
        {
            "json_t" or "object" => true,
            "integer_t" or "port_t" => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out _),
            "long_t" or "timestamp_t" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
            "float_t" => value.ValueKind == JsonValueKind.Number,
            "boolean_t" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            _ when type.EndsWith("_t", StringComparison.Ordinal) => value.ValueKind == JsonValueKind.String,
            _ => true,
        };
        if (!isRight)
        {
            errors.Add($"{path}: {value.GetRawText()} is no {type}");
        }
        else if (!type.EndsWith("_t", StringComparison.Ordinal) && type != "object")
        {
            Check(value, Merged(ObjectFile(type), ObjectFile), path, errors);
        }
        else if (type == "integer_t" && Choices(attribute, path) is { } choices && !choices.Contains(value.GetRawText()))
        {
            errors.Add($"{path}: {value.GetRawText()} is none of {string.Join(", ", choices)}");
        }
    }

    /// <summary>The numbers that an attribute may hold; null: any. OCSF's own compiler makes some of them of the whole schema.</summary>
    private string[]? Choices(JsonObject attribute, string path) =>
        path switch
        {
            _ when path.EndsWith(".category_uid", StringComparison.Ordinal) => [$"{_numbers[path.Split('.')[0]] / 1000}"],
            _ when path.EndsWith(".class_uid", StringComparison.Ordinal) => [$"{_numbers[path.Split('.')[0]]}"],
            _ when path.Contains(".observables[", StringComparison.Ordinal) && path.EndsWith("].type_id", StringComparison.Ordinal) => [.. _observables],
            _ => attribute["enum"] is JsonObject choices ? [.. choices.Select(c => c.Key)] : null,
        };

    /// <summary>A class's number: OCSF's compiler makes it of the category's and its own.</summary>
    private int? NumberOf(string @class)
    {
        var own = Read(Path.GetRelativePath(_folder.FullName, _classes[@class]));
        if (own["uid"]?.GetValue<int>() is not { } uid)
        {
            return @class == "base_event" ? 0 : null;
        }

        var category = own;
        while (category["category"] is null)
        {
            category = Read(Path.GetRelativePath(_folder.FullName, _classes[category["extends"]!.GetValue<string>()])); // only the base has no parent, and it has a category
        }

        return (_categories[category["category"]!.GetValue<string>()] * 1000) + uid;
    }

    private string ObjectFile(string name) => Path.Combine(_folder.FullName, "objects", $"{name}.json");

    /// <summary>A definition with what it extends.</summary>
    private JsonObject Merged(string file, Func<string, string> fileOf)
    {
        if (_known.TryGetValue(file, out var known))
        {
            return known;
        }

        var definition = Read(Path.GetRelativePath(_folder.FullName, file));
        if (definition["extends"]?.GetValue<string>() is { } parent)
        {
            var attributes = definition["attributes"]!.AsObject();
            foreach (var (name, inherited) in Merged(fileOf(parent), fileOf)["attributes"]!.AsObject())
            {
                if (attributes[name] is not JsonObject own)
                {
                    attributes[name] = inherited?.DeepClone();
                }
                else if (inherited is JsonObject from)
                {
                    foreach (var (key, value) in from.Where(p => own[p.Key] is null))
                    {
                        own[key] = value?.DeepClone();
                    }

                    foreach (var (key, value) in from["enum"] as JsonObject ?? [])
                    {
                        (own["enum"] as JsonObject)?.TryAdd(key, value?.DeepClone());
                    }
                }
            }
        }

        return _known[file] = definition;
    }

    private JsonObject Read(string path) => JsonNode.Parse(File.ReadAllText(Path.Combine(_folder.FullName, path)))!.AsObject();
}
