using Streams.Detections.Fields;
using Streams.Detections.Yaml;
using YamlDotNet.RepresentationModel;

namespace Streams.Detections.Rules;

/// <summary>Refuses documents that would be read as something else than what they say.</summary>
internal static class DocumentCheck
{
    private const int NewestVersion = 3;
    private static readonly string[] Bodies = ["detection", "correlation", "filter", "override", "placeholders"];

    /// <exception cref="RuleException">It is several documents in one, inherits from others, or is of a version or a taxonomy that is not known.</exception>
    public static void Check(RuleDocument document)
    {
        var node = document.Node;
        string[] bodies = [.. Bodies.Where(body => node.Find(body) is not null)];
        if (bodies.Length > 1)
        {
            throw new RuleException(
                node.Find(bodies[1])!.Start, // just found
                $"a document is one of {string.Join(", ", Bodies)}, and this has {string.Join(" and ", bodies)}: part them by a line with ---"
            );
        }

        if (node.Find("action") is YamlScalarNode { Value: "global" or "reset" or "repeat" } action)
        {
            throw new RuleException(action.Start, "documents that inherit from others ('action') are no part of Sigma any more: write each rule whole");
        }

        if (document.MajorVersion is < 0 or > NewestVersion)
        {
            throw new RuleException(node.Find("sigma-version")!.Start, $"this program knows Sigma up to version {NewestVersion}"); // it has one
        }

        if (document.Taxonomy is { } taxonomy && !FieldCatalogue.Taxonomies.Contains(taxonomy))
        {
            throw new RuleException(
                node.Find("taxonomy")!.Start, // it has one
                $"the taxonomy '{taxonomy}' is not known: {string.Join(", ", FieldCatalogue.Taxonomies)}{NearMiss.Suggest(taxonomy, FieldCatalogue.Taxonomies)}"
            );
        }
    }
}
