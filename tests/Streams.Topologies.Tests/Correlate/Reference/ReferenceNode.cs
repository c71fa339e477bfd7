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
        var condition = Type switch
        {
            "event_count" => string.Create(CultureInfo.InvariantCulture, $", condition: {{gte: {Least}}}"),
            "value_count" or "value_sum" => string.Create(CultureInfo.InvariantCulture, $", condition: {{field: value, gte: {Least}}}"),
            _ => "",
        };
        return $"title: {Name}\nid: {Name}\nname: {Name}\ncorrelation: {{type: {Type}, rules: [{string.Join(", ", Inputs.Select(i => i.Name))}], group-by: [group], timespan: {Timespan}s{condition}}}\n";
    }
}
