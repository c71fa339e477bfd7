using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Streams.Detections.Yaml;

/// <summary>One YAML document of a rule file.</summary>
/// <param name="File">The file as it was named.</param>
/// <param name="Index">The document's place in its file, from 0.</param>
/// <param name="Node">Its map.</param>
internal sealed record RuleDocument(string File, int Index, YamlMappingNode Node)
{
    private const int MaxLength = 4 << 20;
    private const int QuantifierVersion = 3;

    /// <summary>Its map, which remembers what of it was read.</summary>
    public RuleMap Root { get; } = new(Node);

    public RuleDocumentKind Kind { get; } =
        Node.Find("correlation") is not null ? RuleDocumentKind.Correlation
        : Node.Find("filter") is not null ? RuleDocumentKind.Filter
        : Node.Find("detection") is null && Node.Find("override") is not null ? RuleDocumentKind.Override
        : Node.Find("detection") is null && Node.Find("placeholders") is not null ? RuleDocumentKind.Placeholders
        : RuleDocumentKind.Detection;

    /// <summary>Whether brackets in names of fields are quantifiers.</summary>
    public bool QuantifiesArrays => MajorVersion == QuantifierVersion;

    /// <summary>The taxonomy that its fields are named by; null: Sigma's.</summary>
    public string? Taxonomy => Node.Find("taxonomy") is YamlScalarNode { Value: { } taxonomy } ? taxonomy : null;

    /// <summary>The version of Sigma that it says it is of; 0 where it says none, -1 where that is no number.</summary>
    public int MajorVersion =>
        Node.Find("sigma-version") is not { } node ? 0
        : node is YamlScalarNode { Value: { } text } && int.TryParse(text.Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major) ? major
        : -1;

    /// <summary>The documents of a file; what is no YAML, or no map, is an error. An empty document is passed over.</summary>
    public static IReadOnlyList<RuleDocument> Read(string file, string text, ICollection<RuleError> errors)
    {
        if (text.Length > MaxLength)
        {
            errors.Add(new RuleError(file, 0, 0, $"a rule file may have {MaxLength} characters"));
            return [];
        }

        YamlStream stream;
        try
        {
            stream = YamlLimits.Load(text);
            foreach (var document in stream.Documents)
            {
                MergeKeys.Apply(document.RootNode);
            }
        }
        catch (YamlException e)
        {
            errors.Add(new RuleError(file, e.Start.Line, e.Start.Column, e.Message));
            return [];
        }

        var documents = new List<RuleDocument>();
        foreach (var (i, document) in stream.Documents.Index())
        {
            switch (document.RootNode)
            {
                case YamlMappingNode root:
                    documents.Add(new RuleDocument(file, i, root));
                    break;
                case YamlScalarNode scalar when scalar.IsNull():
                    break;
                case var node:
                    errors.Add(new RuleError(file, node.Start.Line, node.Start.Column, "a rule must be a map"));
                    break;
            }
        }

        return documents;
    }
}
