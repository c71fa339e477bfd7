using System.IO.Hashing;
using System.Text.Json;

namespace Streams.Topologies.Behaviours;

/// <summary>
/// A hash of what containers are: image, command, arguments, environment. How a client writes them, and members that say nothing of it, change nothing:
/// who writes the same in another form must not pass for a roll-out.
/// </summary>
internal sealed class ContainerDigest
{
    private static readonly string[] Lists = ["initContainers", "containers"];
    private static readonly string[] Members = ["name", "image", "command", "args", "env", "value", "valueFrom", "secretKeyRef", "configMapKeyRef", "key"];

    private readonly XxHash128 _hash = new();

    /// <summary>Whether anything was taken in.</summary>
    public bool IsEmpty { get; private set; } = true;

    /// <summary>Takes in the containers of a pod's specification.</summary>
    public void AddPod(JsonElement pod)
    {
        foreach (var list in Lists)
        {
            if (pod.ValueKind == JsonValueKind.Object && pod.TryGetProperty(list, out var containers) && !IsNothing(containers))
            {
                Add(list);
                AddValue(containers);
            }
        }
    }

    /// <summary>Takes in what a JSON patch does to a template: a whole specification, a container, or a member of one.</summary>
    public void AddOperation(string path, JsonElement value)
    {
        Add(path);
        AddPod(value);
        AddValue(value);
    }

    /// <inheritdoc/>
    public override string ToString() => Convert.ToHexStringLower(_hash.GetCurrentHash());

    private void AddValue(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                {
                    Add("-");
                    AddValue(item);
                }

                break;
            case JsonValueKind.Object:
                foreach (var name in Members)
                {
                    if (value.TryGetProperty(name, out var member) && !IsNothing(member))
                    {
                        Add(name);
                        AddValue(member);
                    }
                }

                break;
            case JsonValueKind.String:
                Add(value.GetString()!); // it is a string
                break;
            default:
                Add(value.GetRawText());
                break;
        }
    }

    /// <summary>What the API server takes for not written.</summary>
    private static bool IsNothing(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Null => true,
            JsonValueKind.String => value.ValueEquals(""),
            JsonValueKind.Array => value.GetArrayLength() == 0,
            JsonValueKind.Object => !value.EnumerateObject().Any(),
            _ => false,
        };

    private void Add(string text)
    {
        IsEmpty = false;
        _hash.Append(System.Text.Encoding.UTF8.GetBytes(text));
        _hash.Append([0]);
    }
}
