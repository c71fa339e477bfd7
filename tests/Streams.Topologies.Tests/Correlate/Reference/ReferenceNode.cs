using System.Globalization;

namespace Streams.Topologies.Tests.Correlate.Reference;

/// <summary>A rule or a correlation over others, as the reference knows it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">The correlation's type; <c>rule</c> for a plain one, which matches events of its name.</param>
/// <param name="Timespan">The window in seconds.</param>
/// <param name="Least">How many, where it counts.</param>
/// <param name="Inputs">What it reads.</param>
internal sealed record ReferenceNode(string Name, string Type, int Timespan, int Least, params ReferenceNode[] Inputs)
{
    /// <summary>Of a sequence, by input: how often it must match; 0: it must not.</summary>
    public int[] Runs { get; init; } = [];

    /// <summary>Of an absence: how long after the first the others must not match either, in seconds; 0: they may.</summary>
    public int Until { get; init; }

    /// <summary>Of what learns: for how long, in seconds.</summary>
    public int Learning { get; init; }

    /// <summary>Of temporal: each of them is enough, the names of what must all match; empty: all inputs.</summary>
    public string[][] Ways { get; init; } = [];

    /// <summary>Whether each of its matches counts by itself, rather than a burst of them as one.</summary>
    public bool IsJudged => Type is "rule" or "streams.first_seen" or "streams.new_pair";

    /// <summary>A plain rule.</summary>
    public static ReferenceNode Rule(string name) => new(name, "rule", 0, 0);

    /// <summary>The rules below it.</summary>
    public IEnumerable<string> Rules => Type == "rule" ? [Name] : Inputs.SelectMany(i => i.Rules);

    /// <summary>The correlations of it and below, inputs first.</summary>
    public IEnumerable<ReferenceNode> Correlations => Type == "rule" ? [] : [.. Inputs.SelectMany(i => i.Correlations), this];

    /// <summary>It and all it reads as Sigma.</summary>
    public string Yaml()
    {
        var rules = Rules
            .Distinct()
            .Select(r =>
                $"title: {r}\nid: {r}\nname: {r}\nlogsource: {{product: kubernetes, service: container}}\ndetection: {{s: {{kind|contains: {r}}}, condition: s}}\n"
            );
        return string.Join("---\n", [.. rules, .. Correlations.DistinctBy(c => c.Name).Select(c => c.Document())]);
    }

    private string Document()
    {
        var keys = Type switch
        {
            "event_count" => Text($"condition: {{gte: {Least}}}"),
            "value_count" or "value_sum" or "value_median" => Text($"condition: {{field: value, gte: {Least}}}"),
            "temporal" when Ways.Length > 0 => $"condition: {string.Join(" or ", Ways.Select(w => $"({string.Join(" and ", w)})"))}",
            "streams.sequence" => Text(
                $"runs: {{{string.Join(", ", Inputs.Where((_, i) => Runs[i] > 1).Select(i => $"{i.Name}: {Runs[Array.IndexOf(Inputs, i)]}"))}}}, without: [{string.Join(", ", Inputs.Where((_, i) => Runs[i] == 0).Select(i => i.Name))}]"
            ),
            "streams.absence" when Until > 0 => Text($"until: {Until}s"),
            "streams.first_seen" => Text($"field: value, learning: {Learning}s"),
            "streams.new_pair" => Text($"field: [origin, value], learning: {Learning}s"),
            _ => "",
        };
        return string.Create(
            CultureInfo.InvariantCulture,
            $"title: {Name}\nid: {Name}\nname: {Name}\ncorrelation: {{type: {Type}, rules: [{string.Join(", ", Inputs.Select(i => i.Name))}], group-by: [group], timespan: {Timespan}s{(keys.Length > 0 ? $", {keys}" : "")}}}\nstreams: {{suppress: {Timespan}s}}\n"
        );
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
