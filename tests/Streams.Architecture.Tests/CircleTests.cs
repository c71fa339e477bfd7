using ArchUnitNET.Domain;
using ArchUnitNET.Loader;

namespace Streams.Architecture.Tests;

/// <summary>The folders of a project depend on each other one way.</summary>
public sealed class CircleTests
{
    public static TheoryData<string> All => [.. Projects.References.Keys];

    [Theory]
    [MemberData(nameof(All))]
    public void Folders_of_a_project_make_no_circle(string project)
    {
        var circles = Circles(Edges(project)).Select(c => string.Join(' ', c.Order(StringComparer.Ordinal))).ToList();

        Assert.True(circles.Count == 0, $"{project}: these folders depend on each other in a circle: {string.Join(" | ", circles)}");
    }

    private static Dictionary<string, HashSet<string>> Edges(string project)
    {
        var assembly = System.Reflection.Assembly.Load(Projects.Assembly(project));
        var code = new ArchLoader().LoadAssemblies(assembly).Build();
        var edges = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var type in code.Types)
        {
            if (Folder(project, type) is not { } from)
            {
                continue;
            }

            var targets = edges.TryGetValue(from, out var known) ? known : edges[from] = new HashSet<string>(StringComparer.Ordinal);
            foreach (var dependency in type.Dependencies)
            {
                if (Folder(project, dependency.Target) is { } to && to != from)
                {
                    targets.Add(to);
                }
            }
        }

        return edges;
    }

    /// <summary>The first folder below the project; types at its root are what all may use, so they make no circle.</summary>
    private static string? Folder(string project, IType type)
    {
        var name = type.Namespace?.FullName; // a generic parameter has none
        return name is not null && name.StartsWith(project + ".", StringComparison.Ordinal) ? name[(project.Length + 1)..].Split('.')[0] : null;
    }

    /// <summary>Strongly connected groups of more than one folder: two folders are in one when each reaches the other.</summary>
    private static List<HashSet<string>> Circles(Dictionary<string, HashSet<string>> edges)
    {
        var reach = edges.Keys.ToDictionary(k => k, k => Reach(edges, k), StringComparer.Ordinal);
        var circles = new List<HashSet<string>>();
        foreach (var folder in edges.Keys)
        {
            if (reach[folder].Contains(folder) && !circles.Any(c => c.Contains(folder)))
            {
                circles.Add([folder, .. reach[folder].Where(other => reach.TryGetValue(other, out var back) && back.Contains(folder))]);
            }
        }

        return circles;
    }

    private static HashSet<string> Reach(Dictionary<string, HashSet<string>> edges, string start)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>([start]);
        while (open.TryPop(out var folder))
        {
            foreach (var next in edges.GetValueOrDefault(folder, []))
            {
                if (seen.Add(next))
                {
                    open.Push(next);
                }
            }
        }

        return seen;
    }
}
