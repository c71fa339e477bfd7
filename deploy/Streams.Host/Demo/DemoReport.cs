using Spectre.Console;
using Streams.Schemas.Alerts;
using Streams.Schemas.Entities;
using Streams.Schemas.Events;

namespace Streams.Host.Demo;

/// <summary>The end of the demo: the comparison, one alert in full, and when a source was blind.</summary>
internal static class DemoReport
{
    private const int MostBlind = 5;

    public static void Write(
        IAnsiConsole console,
        Truth truth,
        Comparison ours,
        Comparison falco,
        IReadOnlyList<Alert> alerts,
        RetrainedComparison? retrained = null
    )
    {
        var table = new Table().Title("Attacks in the recording").Border(TableBorder.Rounded);
        table.AddColumns("Attack", "Streams", "Falco's records alone");
        if (retrained is not null)
        {
            table.AddColumn(Markup.Escape(retrained.Title));
        }

        foreach (var attack in truth.Attacks)
        {
            List<Markup> row = [new(Markup.Escape(attack.Name)), Cell(ours.Found.GetValueOrDefault(attack.Id)), Cell(falco.Found.GetValueOrDefault(attack.Id))];
            if (retrained is not null)
            {
                row.Add(retrained.Attacks.Contains(attack.Id) ? new Markup("[green]stands out[/]") : new Markup("[grey]no[/]"));
            }

            table.AddRow(row);
        }

        console.Write(table);
        console.WriteLine(
            $"Streams: {ours.Found.Count} of {truth.Attacks.Count} attacks found, {truth.Attacks.Count - ours.Found.Count} missed, {ours.False.Count} false, out of {ours.Alerts} alerts of level medium and above."
        );
        console.WriteLine(
            $"Falco's records alone, each an alert: {falco.Found.Count} of {truth.Attacks.Count} found, {truth.Attacks.Count - falco.Found.Count} missed, {falco.False.Count} false, out of {falco.Alerts} alerts."
        );
        if (retrained is not null)
        {
            console.WriteLine(retrained.Summary);
        }

        console.WriteLine("(An alert finds an attack when its time, one of its entities and one of its techniques fit.)");
        foreach (var finding in ours.False)
        {
            console.WriteLine($"  false: {finding.Title}");
        }

        if (
            alerts
                .Where(a => a.Status != AlertStatus.Superseded)
                .OrderByDescending(a => a.Sources.Count)
                .ThenByDescending(a => a.Evidence.Count)
                .FirstOrDefault() is
            { } richest
        )
        {
            WriteOne(console, richest);
        }

        WriteBlind(console, alerts);
    }

    /// <summary>Many alerts share a blind spot: each is told once, the commonest first, with how many alerts it weakens.</summary>
    private static void WriteBlind(IAnsiConsole console, IReadOnlyList<Alert> alerts)
    {
        var spots = alerts
            .SelectMany(a => a.BlindSpots.Distinct(StringComparer.Ordinal))
            .GroupBy(s => s, StringComparer.Ordinal)
            .Select(g => (Text: g.Key, Alerts: g.Count()))
            .OrderByDescending(s => s.Alerts)
            .ThenBy(s => s.Text, StringComparer.Ordinal)
            .ToArray();
        if (spots.Length == 0)
        {
            return;
        }

        console.WriteLine();
        console.MarkupLine("[yellow]What these alerts could not see[/] (a rule's own limits, and sources that were silent):");
        foreach (var (text, count) in spots.Take(MostBlind))
        {
            console.WriteLine($"  {count, 4} {(count == 1 ? "alert: " : "alerts:")} {text}");
        }

        if (spots.Length > MostBlind)
        {
            console.WriteLine($"  and {spots.Length - MostBlind} more; `streams replay` prints them with each alert");
        }
    }

    private static void WriteOne(IAnsiConsole console, Alert alert)
    {
        console.WriteLine();
        console.MarkupLine($"One alert in full: [{DemoScreen.ColourOf(alert.Level)}]{Markup.Escape(alert.Title)}[/]");
        console.WriteLine($"  id {alert.Id}, rule {alert.RuleId}, {alert.Level}, {alert.Status.Name()}, {string.Join(' ', alert.Attack)}");
        console.WriteLine($"  from {alert.FirstSeen.Format()} to {alert.LastSeen.Format()}, {alert.Count} events");
        for (var kind = 0; kind < EntityKinds.Count; kind++)
        {
            if (((EntityKind)kind).IsShown() && alert.Entities[(EntityKind)kind] is { } value)
            {
                console.WriteLine($"  {((EntityKind)kind).Name(), -14} {value}");
            }
        }

        foreach (var source in alert.Evidence.GroupBy(e => e.Source))
        {
            console.MarkupLine($"  evidence from [bold]{source.Key.Name()}[/]:");
            foreach (var evidence in source.Take(3))
            {
                console.WriteLine($"    {evidence.Time.Format()[11..23]} {evidence.Provenance.Origin}@{evidence.Provenance.Position} {evidence.Excerpt}");
            }
        }
    }

    private static Markup Cell(List<Finding>? findings) =>
        findings is null
            ? new Markup("[red]missed[/]")
            : new Markup($"[green]found[/] {Markup.Escape(findings.MinBy(f => f.First)!.Title)}{(findings.Count > 1 ? $" (+{findings.Count - 1})" : "")}"); // a listed attack has findings
}
