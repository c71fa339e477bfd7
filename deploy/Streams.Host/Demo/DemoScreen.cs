using Spectre.Console;
using Streams.Schemas.Alerts;
using Streams.Schemas.Entities;

namespace Streams.Host.Demo;

/// <summary>What the demo shows on a terminal: a live table where there is one, else a line an alert.</summary>
internal sealed class DemoScreen(IAnsiConsole console)
{
    private const int Rows = 14;
    private readonly Dictionary<string, Alert> _alerts = new(StringComparer.Ordinal);
    private readonly List<string> _order = [];
    private readonly Lock _gate = new();

    /// <summary>The alerts in their last state.</summary>
    public IReadOnlyList<Alert> Alerts
    {
        get
        {
            lock (_gate)
            {
                return [.. _order.Select(id => _alerts[id])];
            }
        }
    }

    /// <summary>Whether the screen is redrawn in place.</summary>
    public bool IsLive => console.Profile.Capabilities.Interactive && !Console.IsOutputRedirected;

    /// <summary>An alert has come or changed.</summary>
    public void Show(Alert alert)
    {
        var isNew = false;
        lock (_gate)
        {
            isNew = !_alerts.ContainsKey(alert.Id);
            _alerts[alert.Id] = alert;
            if (isNew)
            {
                _order.Add(alert.Id);
            }
        }

        if (isNew && !IsLive)
        {
            console.WriteLine($"{TimeOf(alert)}  {alert.Level, -13}  {alert.Title}  [{Who(alert)}]  {string.Join(' ', alert.Attack)}");
        }
    }

    /// <summary>Redraws until the work is done.</summary>
    public async Task RunAsync(Task work, Func<(double Share, string Text)> progress)
    {
        if (!IsLive)
        {
            await work.ConfigureAwait(false);
            return;
        }

        await console
            .Live(Draw(progress()))
            .StartAsync(async live =>
            {
                while (!work.IsCompleted)
                {
                    live.UpdateTarget(Draw(progress()));
                    await Task.WhenAny(work, Task.Delay(200)).ConfigureAwait(false);
                }

                live.UpdateTarget(Draw(progress()));
            })
            .ConfigureAwait(false);
        await work.ConfigureAwait(false);
    }

    /// <summary>The time of an alert, short.</summary>
    public static string TimeOf(Alert alert) => alert.Time.Format()[11..23];

    /// <summary>Who an alert is about, in one word.</summary>
    public static string Who(Alert alert) =>
        alert.Entities[EntityKind.Pod] ?? alert.Entities[EntityKind.Principal] ?? alert.Entities[EntityKind.SourceIp] ?? alert.Entities[EntityKind.Node] ?? "-";

    /// <summary>The colour of a level.</summary>
    public static string ColourOf(string level) =>
        level switch
        {
            "critical" => "red bold",
            "high" => "red",
            "medium" => "yellow",
            _ => "grey",
        };

    private Rows Draw((double Share, string Text) progress)
    {
        var table = new Table().Border(TableBorder.Rounded).Expand();
        table.AddColumns("Time", "Level", "Alert", "About", "Events", "ATT&CK");
        foreach (var alert in Alerts.TakeLast(Rows))
        {
            var colour = ColourOf(alert.Level);
            table.AddRow(
                new Markup(TimeOf(alert)),
                new Markup($"[{colour}]{alert.Level}[/]"),
                new Markup(Markup.Escape(alert.Title)),
                new Markup(Markup.Escape(Who(alert))),
                new Markup($"{alert.Count}"),
                new Markup(Markup.Escape(string.Join(' ', alert.Attack)))
            );
        }

        var filled = (int)(progress.Share * 40);
        return new Rows(new Markup($"[green]{new string('━', filled)}[/][grey]{new string('━', 40 - filled)}[/] {Markup.Escape(progress.Text)}"), table);
    }
}
