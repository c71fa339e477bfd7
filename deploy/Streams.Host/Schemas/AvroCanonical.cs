using System.Text.Json.Nodes;

namespace Streams.Host.Schemas;

/// <summary>Avro's canonical form of a schema, by which two texts of one schema are equal: full names, no documentation, nothing that does not decide the bytes.</summary>
internal static class AvroCanonical
{
    private const int MaxDepth = 64;

    /// <summary>The form as text; null where the text is no schema.</summary>
    public static string? Of(string schema)
    {
        try
        {
            return Form(JsonNode.Parse(schema), "", 0)?.ToJsonString();
        }
        catch (Exception e) when (e is System.Text.Json.JsonException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    private static JsonNode? Form(JsonNode? node, string space, int depth) =>
        depth > MaxDepth
            ? throw new ArgumentException("nested too deep")
            : node switch
            {
                JsonArray union => new JsonArray([.. union.Select(branch => Form(branch, space, depth + 1))]),
                JsonObject type => OfObject(type, space, depth),
                JsonValue name => JsonValue.Create(FullName(name.GetValue<string>(), space)),
                _ => null,
            };

    private static JsonNode? OfObject(JsonObject type, string space, int depth)
    {
        if (type["type"] is not JsonValue kind)
        {
            return Form(type["type"], space, depth + 1);
        }

        switch (kind.GetValue<string>())
        {
            case "array":
                return new JsonObject { ["type"] = "array", ["items"] = Form(type["items"], space, depth + 1) };
            case "map":
                return new JsonObject { ["type"] = "map", ["values"] = Form(type["values"], space, depth + 1) };
            case "record" or "enum" or "fixed":
                return OfNamed(type, kind.GetValue<string>(), type["namespace"]?.GetValue<string>() ?? space, depth);
            default:
                return JsonValue.Create(kind.GetValue<string>());
        }
    }

    private static JsonObject OfNamed(JsonObject type, string kind, string space, int depth)
    {
        var form = new JsonObject { ["name"] = FullName(type["name"]!.GetValue<string>(), space), ["type"] = kind }; // a named type has a name; else it is none and this throws
        if (type["fields"] is JsonArray fields)
        {
            form["fields"] = new JsonArray([
                .. fields.Select(f => new JsonObject { ["name"] = f!["name"]!.GetValue<string>(), ["type"] = Form(f["type"], space, depth + 1) }),
            ]); // as above
        }

        if (type["symbols"] is JsonArray symbols)
        {
            form["symbols"] = symbols.DeepClone();
        }

        if (type["size"] is { } size)
        {
            form["size"] = size.DeepClone();
        }

        return form;
    }

    private static string FullName(string name, string space) =>
        name.Contains('.') || space.Length == 0 || name is "null" or "boolean" or "int" or "long" or "float" or "double" or "bytes" or "string"
            ? name
            : $"{space}.{name}";
}
